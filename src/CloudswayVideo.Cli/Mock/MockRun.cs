using System.CommandLine;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>A mock from its start to Ctrl-C or SIGTERM.</summary>
internal sealed class MockRun(
    Terminal terminal,
    ParseResult arguments,
    CloudswayMockOptions options
)
{
    public async Task<int> RunAsync(bool isQuiet, CancellationToken cancellationToken)
    {
        await using var lines = new RequestLines(terminal.Error);
        options.Log = isQuiet ? null : lines.Add;
        await using var mock = await CloudswayMock.StartAsync(options, cancellationToken);
        if (!options.Url.IsLoopback)
        {
            await terminal.Error.WriteLineAsync(
                $"Warning: other machines can reach {options.Url} too. They can submit jobs to the mock; to drive it, they need an access key that is set with --access-key."
            );
        }

        terminal.Result(arguments, Greeting(mock), new { url = mock.Url, baseUrl = mock.BaseUrl });
        // To be stopped is how it ends well.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }

    private string Greeting(CloudswayMock mock)
    {
        var key = options.AccessKey ?? "any";
        return $"""
            Listening at {mock.BaseUrl}  (Ctrl-C stops it)

            {(
                options.AccessKey is null
                    ? "Any access key will do."
                    : "Requests must carry the access key."
            )} The endpoint path of a request chooses its scenario; {mock.Url}scenarios lists them.
            {mock.Url} is a page that shows jobs and requests and lets the API be tried out.
            {mock.Url}__mock drives the mock: jobs, time, faults. {mock.Url}__mock/openapi.json describes it.
            {mock.Url}health answers once it is ready, {mock.Url}__admin is WireMock's admin interface.

            Try it:
              curl {mock.BaseUrl}/success/hailuo/video/generate -H 'Authorization: Bearer {key}' \
                -H 'Content-Type: application/json' -d '{"{"}"prompt":"A fox in the snow"{"}"}'
            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl} CLOUDSWAY_ACCESS_KEY={key}
            """;
    }
}
