using Hangfire;
using Hangfire.Server;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>The job of Hangfire. Its argument is the key of a row, because the dashboard shows arguments.</summary>
[RowStateFilter]
internal sealed class RowJob(VideoSteps steps, CancellationToken stopping)
{
    [AutomaticRetry(Attempts = 0)]
    [JobDisplayName("Video {0}")]
    public async Task<VideoStep> RunAsync(
        string key,
        PerformContext context,
        CancellationToken cancellationToken
    )
    {
        // Hangfire cancels its own token only 20 seconds after the worker began to stop.
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            stopping
        );
        return await steps.RunAsync(key, context.BackgroundJob.Id, both.Token);
    }
}
