using CloudswayVideo.Jobs;

namespace CloudswayVideo;

/// <content>For programs that keep their jobs elsewhere and ask by themselves, such as a queue.</content>
public partial class VideoJob
{
    private static readonly TimeSpan ShortestDelay = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    private int _videoQuestions;

    /// <summary>
    /// How long to wait before the next <see cref="AskAsync"/>, by the schedule of the client. After <see
    /// cref="PollingOptions.Timeout"/> the delays grow with the age of the job, but never end: the job is paid for.
    /// </summary>
    /// <param name="asked">How often the job was asked about before, at least zero.</param>
    /// <returns>The delay, at least 50 milliseconds and at most one hour.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public TimeSpan NextDelay(int asked)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(asked);
        var planned = _poller.Schedule.NextDelay(
            new PollingMoment(Age, asked + 1, Random.Shared.NextDouble(), _poller.Durations)
        );
        var overdue = (Age - _poller.Options.Polling.Timeout) / 10;
        var delay = planned > overdue ? planned : overdue;
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, ShortestDelay.Ticks, LongestDelay.Ticks));
    }

    /// <summary>
    /// Finds the video of a job that has ended. It does not wait: it asks at most twice about the status, and once
    /// about each file.
    /// </summary>
    /// <param name="cancellationToken">Cancels the questions, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="VideoModeratedException">Moderation rejected the input or the video.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoWithoutOutputException">
    /// The job succeeded, but the service sent no video. It may send one a few seconds later: call again.
    /// </exception>
    /// <exception cref="InvalidOperationException">The job has not ended.</exception>
    /// <exception cref="CloudswayException">The service answered with an error, or was not reached.</exception>
    /// <exception cref="OperationCanceledException">The question was cancelled; the job continues.</exception>
    public async Task<Video> GetVideoAsync(CancellationToken cancellationToken = default)
    {
        var update = await AskAsync(cancellationToken).ConfigureAwait(false);
        if (!update.HasEnded)
        {
            throw new InvalidOperationException(
                $"Job {Id} has not ended: its status is {update.LoggableStatus}. "
                    + $"Ask again later, or use {nameof(WaitAsync)}."
            );
        }

        if (update.Phase == VideoJobPhase.Failed)
        {
            throw VideoJobFailedException.Of(update);
        }

        var isFirst = Interlocked.Increment(ref _videoQuestions) == 1;
        return await _poller
                .Client.GetVideoAsync(update, Operation, fresh: !isFirst, cancellationToken)
                .ConfigureAwait(false)
            ?? throw new VideoWithoutOutputException(update);
    }
}
