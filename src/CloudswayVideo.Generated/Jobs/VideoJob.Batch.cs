using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace CloudswayVideo;

public partial class VideoJob
{
    /// <summary>
    /// Waits for many jobs at once, of one client or of several. A job that fails, or whose time to wait is over, does
    /// not end the waiting for the others. How fast they are asked about together is limited by
    /// <see cref="PollingOptions.MaximumQuestions"/> and <see cref="CloudswayOptions.RequestBudget"/>.
    /// </summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="progress">
    /// Receives the answers about every job, maybe several at a time; of those that come while it is busy, the latest
    /// of
    /// a job. What it throws does not end the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never a job.</param>
    /// <returns>What became of each job, in the order of the jobs.</returns>
    /// <exception cref="OperationCanceledException">
    /// It was cancelled. Of the jobs that had ended, waiting again costs no question.
    /// </exception>
    public static async Task<IReadOnlyList<VideoJobOutcome>> WaitAllAsync(
        IEnumerable<VideoJob> jobs,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return await Task.WhenAll(jobs.Select(job => job.OutcomeAsync(progress, cancellationToken)))
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Waits for many jobs at once, like <see cref="WaitAllAsync"/>, and returns each as soon as it has ended. Leaving
    /// the loop early ends the waiting for the rest.
    /// </summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="progress">
    /// Receives the answers about every job, maybe several at a time; of those that come while it is busy, the latest
    /// of
    /// a job. What it throws does not end the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never a job.</param>
    /// <returns>What became of each job, the first that ended first.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IAsyncEnumerable<VideoJobOutcome> WhenEachAsync(
        IEnumerable<VideoJob> jobs,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(jobs);
        return OutcomesAsync(jobs, progress, cancellationToken);
    }

    private static async IAsyncEnumerable<VideoJobOutcome> OutcomesAsync(
        IEnumerable<VideoJob> jobs,
        IProgress<VideoJobUpdate>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var ended = Channel.CreateUnbounded<VideoJobOutcome>();
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = jobs.Select(async job =>
                await ended
                    .Writer.WriteAsync(
                        await job.OutcomeAsync(progress, rest.Token).ConfigureAwait(false),
                        rest.Token
                    )
                    .ConfigureAwait(false)
            )
            .ToList();
        try
        {
            for (var count = 0; count < waits.Count; count++)
            {
                yield return await ended.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await rest.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<VideoJobOutcome> OutcomeAsync(
        IProgress<VideoJobUpdate>? progress,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return new VideoJobOutcome(
                this,
                await WaitAsync(progress, cancellationToken).ConfigureAwait(false),
                null
            );
        }
        catch (Exception exception)
            when (exception is not OperationCanceledException
                || !cancellationToken.IsCancellationRequested
            )
        {
            return new VideoJobOutcome(this, null, exception);
        }
    }
}
