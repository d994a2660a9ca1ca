using System.Runtime.CompilerServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class VideoJob
{
    /// <summary>
    /// Asks about the job at once and then repeatedly, and returns each update. The last update says that the job has
    /// ended, successfully or not. Temporary failures of questions do not end the wait before <see
    /// cref="PollingOptions.Timeout"/>. If another wait for the job is running, its last update comes first. Questions
    /// continue while the caller handles an update; if several updates arrive in this time, only the latest is
    /// returned.
    /// </summary>
    /// <param name="cancellationToken">Cancels the wait, never the job.</param>
    /// <returns>The updates, in the order in which they arrive.</returns>
    /// <exception cref="VideoJobTimeoutException">The timeout passed; the job may still be running.</exception>
    /// <exception cref="CloudswayException">A question failed, and asking again would not help.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the job continues.</exception>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(
        CancellationToken cancellationToken = default
    ) => WatchAsync(_poller.Options.Polling.Timeout, cancellationToken);

    /// <summary>Watches the job like <see cref="WatchAsync(CancellationToken)"/>, with its own timeout.</summary>
    /// <param name="timeout">
    /// The time limit of the wait instead of <see cref="PollingOptions.Timeout"/>: above zero and at most seven days.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait, never the job.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    /// <inheritdoc cref="WatchAsync(CancellationToken)" path="/returns|/exception"/>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    ) => UpdatesAsync(PollingOptions.Checked(timeout), cancellationToken);

    /// <summary>
    /// Waits for the video, at most for <see cref="PollingOptions.Timeout"/>. Temporary failures of questions do not
    /// end the wait. The status of a job that has ended is not asked again.
    /// </summary>
    /// <param name="progress">
    /// Receives each update; if several arrive while it is busy, only the latest. An exception that it throws is
    /// ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait, never the job.</param>
    /// <returns>The finished video, not yet downloaded: save it at once, because its URL expires.</returns>
    /// <exception cref="VideoModeratedException">Moderation rejected the input or the video.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoJobTimeoutException">The timeout passed; the job may still be running.</exception>
    /// <exception cref="VideoWithoutOutputException">The job succeeded, but the service sent no video.</exception>
    /// <exception cref="CloudswayException">A question failed, and asking again would not help.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled; the job continues.</exception>
    public Task<Video> WaitAsync(
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    ) => WaitAsync(_poller.Options.Polling.Timeout, progress, cancellationToken);

    /// <summary>
    /// Waits for the video like <see cref="WaitAsync(IProgress{VideoJobUpdate}?, CancellationToken)"/>, with its own
    /// timeout.
    /// </summary>
    /// <param name="timeout">
    /// The time limit of the wait instead of <see cref="PollingOptions.Timeout"/>: above zero and at most seven days.
    /// </param>
    /// <param name="progress">
    /// Receives each update; if several arrive while it is busy, only the latest. An exception that it throws is
    /// ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait, never the job.</param>
    /// <exception cref="ArgumentOutOfRangeException">The timeout is out of its range.</exception>
    /// <inheritdoc cref="WaitAsync(IProgress{VideoJobUpdate}?, CancellationToken)" path="/returns|/exception"/>
    public Task<Video> WaitAsync(
        TimeSpan timeout,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    ) => VideoAsync(PollingOptions.Checked(timeout), progress, cancellationToken);

    /// <summary>
    /// Allows <c>await job</c> as a short form of <see cref="WaitAsync(IProgress{VideoJobUpdate}?,
    /// CancellationToken)"/>.
    /// </summary>
    /// <returns>The awaiter of the wait.</returns>
    public TaskAwaiter<Video> GetAwaiter() => WaitAsync().GetAwaiter();

    private async IAsyncEnumerable<VideoJobUpdate> UpdatesAsync(
        TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var observed = ObservedWait.Start(_poller.Client.Diagnostics, Id);
        if (LastUpdate is { HasEnded: true } end)
        {
            observed?.Updated(end);
            yield return end;
            yield break;
        }

        using var wait = _poller.Add(this, timeout, wantsVideo: false, cancellationToken);
        while (true)
        {
            VideoJobUpdate update;
            try
            {
                (update, _) = await wait.NextAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                observed?.Failed(exception);
                throw;
            }

            observed?.Updated(update);
            yield return update;
            if (update.HasEnded)
            {
                yield break;
            }
        }
    }

    private async Task<Video> VideoAsync(
        TimeSpan timeout,
        IProgress<VideoJobUpdate>? progress,
        CancellationToken cancellationToken
    )
    {
        using var observed = ObservedWait.Start(_poller.Client.Diagnostics, Id);
        try
        {
            if (LastUpdate is { Phase: VideoJobPhase.Failed } failure)
            {
                throw VideoJobFailedException.Of(failure);
            }

            using var wait = _poller.Add(this, timeout, wantsVideo: true, cancellationToken);
            VideoJobUpdate? reported = null;
            while (true)
            {
                var (update, video) = await wait.NextAsync().ConfigureAwait(false);
                if (update != reported)
                {
                    observed?.Updated(update);
                    Listeners.Report(progress, update);
                    reported = update;
                }

                if (video is not null)
                {
                    return video;
                }

                if (update.Phase == VideoJobPhase.Failed)
                {
                    throw VideoJobFailedException.Of(update);
                }
            }
        }
        catch (Exception exception)
        {
            observed?.Failed(exception);
            throw;
        }
    }
}
