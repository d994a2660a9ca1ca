using Hangfire;
using Hangfire.Server;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>The job of Hangfire. Its argument is the key of a row, because the dashboard shows arguments.</summary>
[RowStateFilter]
internal sealed class RowJob(VideoSteps steps, CancellationToken stopping)
{
    /// <summary>Runs the next step of the row. Called by Hangfire.</summary>
    /// <param name="key">The key of the row.</param>
    /// <param name="context">The job, set by Hangfire.</param>
    /// <param name="cancellationToken">Ends the step, because the worker stops; set by Hangfire.</param>
    /// <returns>What to do next with the row.</returns>
    /// <exception cref="VideoJournalException">
    /// The journal cannot be read or written; the step is run again.
    /// </exception>
    [AutomaticRetry(Attempts = 0)]
    [JobDisplayName("Video {0}")]
    public async Task<VideoStep> RunAsync(
        string key,
        PerformContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        // Hangfire cancels its own token only 20 seconds after the worker began to stop.
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken,
            stopping
        );
        return await steps.RunAsync(key, context.BackgroundJob.Id, both.Token);
    }
}
