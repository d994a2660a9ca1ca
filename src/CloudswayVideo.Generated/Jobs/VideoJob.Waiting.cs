using System.Runtime.CompilerServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

public partial class VideoJob
{
    /// <summary>
    /// Asks at once and then again and again, and returns each answer; the last one says that the job has ended, well
    /// or not. Faults that may pass are survived until <see cref="PollingOptions.Timeout"/>. A job that is being
    /// waited for already is not asked at once, but its last answer comes first. Asking goes on while an answer is
    /// looked at.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The answers as they come.</returns>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(
        CancellationToken cancellationToken = default
    ) =>
        _poller.Client.Diagnostics.ObserveUpdates(
            Id,
            UpdatesAsync(_poller.Options.Polling.Timeout, cancellationToken)
        );

    /// <summary>Watches the job like <see cref="WatchAsync(CancellationToken)"/>, with a time of its own.</summary>
    /// <param name="timeout">
    /// How long to wait in all, instead of <see cref="PollingOptions.Timeout"/>: above zero and at most seven days.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The answers as they come.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    ) =>
        _poller.Client.Diagnostics.ObserveUpdates(
            Id,
            UpdatesAsync(PollingOptions.Checked(timeout), cancellationToken)
        );

    /// <summary>Waits for the video. A job that is known to have ended is not asked about again.</summary>
    /// <param name="progress">
    /// Receives each answer; of those that come while it is busy, the latest. What it throws does not end the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="VideoModeratedException">The input or the video was found to be sensitive.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="VideoWithoutOutputException">The job succeeded and the service names no video.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public Task<Video> WaitAsync(
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    ) =>
        _poller.Client.Diagnostics.ObserveWaitAsync(
            Id,
            progress,
            logged => VideoAsync(_poller.Options.Polling.Timeout, logged, cancellationToken)
        );

    /// <summary>
    /// Waits for the video like <see cref="WaitAsync(IProgress{VideoJobUpdate}?, CancellationToken)"/>, with a time
    /// of its own.
    /// </summary>
    /// <param name="timeout">
    /// How long to wait in all, instead of <see cref="PollingOptions.Timeout"/>: above zero and at most seven days.
    /// </param>
    /// <param name="progress">
    /// Receives each answer; of those that come while it is busy, the latest. What it throws does not end the wait.
    /// </param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is out of range.</exception>
    /// <exception cref="VideoModeratedException">The input or the video was found to be sensitive.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="VideoWithoutOutputException">The job succeeded and the service names no video.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public Task<Video> WaitAsync(
        TimeSpan timeout,
        IProgress<VideoJobUpdate>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        PollingOptions.Checked(timeout);
        return _poller.Client.Diagnostics.ObserveWaitAsync(
            Id,
            progress,
            logged => VideoAsync(timeout, logged, cancellationToken)
        );
    }

    /// <summary>
    /// Makes <c>await job</c> the same as awaiting <see cref="WaitAsync(IProgress{VideoJobUpdate}?,
    /// CancellationToken)"/>.
    /// </summary>
    /// <returns>What the compiler needs.</returns>
    public TaskAwaiter<Video> GetAwaiter() => WaitAsync().GetAwaiter();

    private async IAsyncEnumerable<VideoJobUpdate> UpdatesAsync(
        TimeSpan timeout,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        if (LastUpdate is { HasEnded: true } end)
        {
            yield return end;
            yield break;
        }

        using var wait = _poller.Add(this, timeout, wantsVideo: false, cancellationToken);
        while (true)
        {
            var (update, _) = await wait.NextAsync().ConfigureAwait(false);
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
}
