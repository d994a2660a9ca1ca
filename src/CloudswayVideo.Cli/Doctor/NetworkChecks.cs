namespace CloudswayVideo.Cli.Doctor;

/// <summary>Checks whether the gateway can be reached, and whether the two clocks agree.</summary>
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
            // The key is not needed: any answer, even a 404, shows that name, connection and certificate are right.
            using var response = await client.GetAsync(
                baseUrl,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return
            [
                Finding.Ok("network", $"{baseUrl} answers (HTTP {(int)response.StatusCode})"),
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
            return [Finding.Fail("network", $"{baseUrl} cannot be reached. {problem}")];
        }
    }

    private static Finding Clock(DateTimeOffset? theirs, TimeProvider time) =>
        (theirs - time.GetUtcNow())?.Duration() switch
        {
            null => Finding.Warn("clock", "the gateway's answer has no time"),
            { } skew when skew > AllowedSkew => Finding.Warn(
                "clock",
                $"differs by {(int)skew.TotalMinutes} minutes from the gateway's; correct it"
            ),
            _ => Finding.Ok("clock", "agrees with the gateway's"),
        };
}
