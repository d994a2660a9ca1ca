using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Mock;

/// <summary>A mock from its start to Ctrl-C or SIGTERM.</summary>
internal static class MockRun
{
    public static async Task<int> RunAsync(
        CloudswayMockOptions options,
        CancellationToken cancellationToken
    )
    {
        await using var mock = await CloudswayMock.StartAsync(options, cancellationToken);
        var key = options.AccessKey ?? "any";
        Console.WriteLine(
            $"""
            Listening at {mock.BaseUrl}  (Ctrl-C stops it)

            {(
                options.AccessKey is null
                    ? "Any access key will do."
                    : "Requests must carry the access key."
            )} The endpoint path of a request chooses its scenario; {mock.Url}scenarios lists them.
            {mock.Url} is a page that shows the jobs and lets the API be tried out.
            {mock.Url}health answers once it is ready, {mock.Url}__admin is WireMock's admin interface.

            Try it:
              curl {mock.BaseUrl}/success/hailuo/video/generate -H 'Authorization: Bearer {key}' \
                -H 'Content-Type: application/json' -d '{"{"}"prompt":"A fox in the snow"{"}"}'
            Point a client at it:
              export CLOUDSWAY_BASE_URL={mock.BaseUrl} CLOUDSWAY_ACCESS_KEY={key}
            """
        );
        // To be stopped is how it ends well.
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return ExitCode.Done;
    }
}
