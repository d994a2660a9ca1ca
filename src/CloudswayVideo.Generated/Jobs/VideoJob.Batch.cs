using System.Runtime.CompilerServices;

namespace CloudswayVideo;

public partial class VideoJob
{
    /// <summary>
    /// Waits for many jobs, of one client or of several. A job that fails or reaches its timeout does not end the wait
    /// for the others. <see cref="PollingOptions.MaximumQuestions"/> and <see cref="CloudswayOptions.RequestBudget"/>
    /// limit how many questions are asked together.
    /// </summary>
    /// <param name="jobs">The jobs.</param>
    /// <param name="progress">
    /// Receives the updates of every job, possibly several at the same time. If several updates of a job arrive while
    /// it is busy, it receives only the latest. An exception that it throws is ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait, never a job.</param>
    /// <returns>The outcome of each job, in the order of <paramref name="jobs"/>.</returns>
    /// <exception cref="ArgumentException">A job is null.</exception>
    /// <exception cref="OperationCanceledException">
    /// The wait was cancelled. Waiting again for jobs that have ended asks nothing about their status.
    /// </exception>
    public static async Task<IReadOnlyList<VideoJobOutcome>> WaitAllAsync(
        IEnumerable<VideoJob> jobs,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        await Task.WhenAll(
                Listed(jobs).Select(job => job.OutcomeAsync(progress, cancellationToken))
            )
            .ConfigureAwait(false);

    /// <summary>
    /// Waits for many jobs like <see cref="WaitAllAsync"/>, but returns each outcome as soon as its job has ended.
    /// Leaving the loop early cancels the wait for the others.
    /// </summary>
    /// <returns>The outcome of each job, in the order in which they end.</returns>
    /// <inheritdoc cref="WaitAllAsync" path="/*[not(self::summary or self::returns)]"/>
    public static IAsyncEnumerable<VideoJobOutcome> WhenEachAsync(
        IEnumerable<VideoJob> jobs,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    ) => OutcomesAsync(Listed(jobs), progress, cancellationToken);

    // Read to its end first: if a list fails in the middle, nobody would end the waits that had started.
    private static VideoJob[] Listed(IEnumerable<VideoJob> jobs)
    {
        ArgumentNullException.ThrowIfNull(jobs);
        VideoJob[] all = [.. jobs];
        return !all.Contains(null)
            ? all
            : throw new ArgumentException(
                $"The job at index {Array.IndexOf(all, null)} is null. Nothing was asked.",
                nameof(jobs)
            );
    }

    private static async IAsyncEnumerable<VideoJobOutcome> OutcomesAsync(
        VideoJob[] jobs,
        IProgress<VideoJobUpdate>? progress,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var waits = jobs.Select(job => job.OutcomeAsync(progress, rest.Token)).ToList();
        try
        {
            await foreach (
                var outcome in Task.WhenEach(waits)
                    .WithCancellation(cancellationToken)
                    .ConfigureAwait(false)
            )
            {
                // The caller's token, not that of the rest, must be in the exception.
                cancellationToken.ThrowIfCancellationRequested();
                yield return await outcome.ConfigureAwait(false);
            }
        }
        finally
        {
            await rest.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll((IEnumerable<Task>)waits)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
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
