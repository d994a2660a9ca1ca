using System.Globalization;

namespace CloudswayVideo.Cli.Doctor;

/// <summary>Whether the gateway is reached at all, and whether the clock here agrees with its own.</summary>
internal static class NetworkChecks
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AllowedSkew = TimeSpan.FromMinutes(5);

    public static async Task<IReadOnlyList<Finding>> RunAsync(
        Uri baseUrl,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = Timeout };
        try
        {
            // Without the key: any answer, a 404 as well, says that name, connection and certificate are right.
            using var response = await client.GetAsync(
                baseUrl,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return
            [
                new Finding(
                    "network",
                    Verdict.Ok,
                    $"{baseUrl} answers (HTTP {(int)response.StatusCode})"
                ),
                Clock(response.Headers.Date, time),
            ];
        }
        catch (Exception exception)
            when (exception is HttpRequestException
                || (
                    exception is OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            )
        {
            var problem = exception is HttpRequestException request
                ? $"{request.HttpRequestError}: {request.Message}"
                : $"no answer within {Timeout.TotalSeconds:0} seconds";
            return
            [
                new Finding(
                    "network",
                    Verdict.Fail,
                    $"{baseUrl} is not reached. {problem}",
                    ExitCode.Failed
                ),
            ];
        }
    }

    private static Finding Clock(DateTimeOffset? theirs, TimeProvider time) =>
        (theirs - time.GetUtcNow())?.Duration() switch
        {
            null => new Finding("clock", Verdict.Warn, "the gateway does not tell its time"),
            { } skew when skew > AllowedSkew => new Finding(
                "clock",
                Verdict.Warn,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{skew.TotalMinutes:0} minutes from that of the gateway; set it right"
                )
            ),
            _ => new Finding("clock", Verdict.Ok, "agrees with that of the gateway"),
        };
}
