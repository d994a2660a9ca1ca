using Hangfire;
using Hangfire.Server;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>The job of Hangfire: it has the key of a row, and nothing else that could be shown.</summary>
[RowStateFilter]
internal sealed class RowJob
{
    private readonly VideoSteps _steps;

    public RowJob(VideoSteps steps) => _steps = steps;

    /// <summary>Takes the row a step further. Called by Hangfire.</summary>
    /// <param name="key">The key of the row.</param>
    /// <param name="context">The job, given by Hangfire.</param>
    /// <param name="cancellationToken">Ends the step, because the worker stops; given by Hangfire.</param>
    /// <returns>What to do next.</returns>
    /// <exception cref="VideoJournalException">
    /// The journal cannot be read or written; the step is run again.
    /// </exception>
    [AutomaticRetry(Attempts = 0)]
    [JobDisplayName("Video {0}")]
    public Task<VideoStep> RunAsync(
        string key,
        PerformContext context,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(context);
        return _steps.RunAsync(key, context.BackgroundJob.Id, cancellationToken);
    }
}
