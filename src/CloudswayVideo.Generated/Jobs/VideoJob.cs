using CloudswayVideo.Jobs;

namespace CloudswayVideo;

/// <summary>
/// A job that the service has accepted. Its <see cref="Id"/> is all that has to survive: the same job is made from it by
/// GetJob of a client with the same endpoint path, also in another process. Nothing here can submit or cancel a job.
/// </summary>
public sealed class VideoJob
{
    private readonly IVideoJobSource _source;
    private readonly CloudswayOptions _options;

    internal VideoJob(IVideoJobSource source, string id, CloudswayOptions options, bool isNew)
    {
        _source = source;
        _options = options;
        Id = id;
        SubmittedAt = isNew ? options.TimeProvider.GetTimestamp() : null;
    }

    /// <summary>The id that submitting returned.</summary>
    public string Id { get; }

    internal long? SubmittedAt { get; }

    /// <summary>Asks once how the job stands.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What the service said.</returns>
    /// <exception cref="CloudswayException">The service refused to answer, or was not reached.</exception>
    public Task<VideoJobUpdate> AskAsync(CancellationToken cancellationToken = default) => _source.AskAsync(Id, cancellationToken);

    /// <summary>
    /// Asks at once and then again and again, and returns each answer; the last one says that the job has ended, well or
    /// not. Faults that may pass are survived until <see cref="PollingOptions.Timeout"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The answers as they come.</returns>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(CancellationToken cancellationToken = default) =>
        _source.Diagnostics.WatchAsync(Id, new PollingLoop(this, _options.Polling, _options.TimeProvider).RunAsync(cancellationToken));

    /// <summary>Waits for the video.</summary>
    /// <param name="progress">Hears every answer; what it throws does not end the waiting.</param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="VideoModeratedException">The input or the video was found to be sensitive.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="VideoWithoutOutputException">The job succeeded and the service names no video.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public async Task<Video> WaitAsync(IProgress<VideoJobUpdate>? progress = null, CancellationToken cancellationToken = default)
    {
        VideoJobUpdate? last = null;
        await foreach (var update in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            Report(progress, last = update);
        }

        return last is { Phase: VideoJobPhase.Failed } ? throw VideoJobFailedException.Of(last) : await GetVideoAsync(last!, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc />
    public override string ToString() => Id;

    // The service may say that a job succeeded a moment before it knows the file.
    private async Task<Video> GetVideoAsync(VideoJobUpdate update, CancellationToken cancellationToken)
    {
        const int Attempts = 3;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await _source.GetVideoAsync(update, fresh: false, cancellationToken).ConfigureAwait(false) ?? throw new VideoWithoutOutputException(update);
            }
            catch (CloudswayException fault) when (attempt < Attempts && fault is VideoWithoutOutputException or CloudswayConnectionException or CloudswayApiException { MayPass: true })
            {
                await Task.Delay(_options.Polling.Interval, _options.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static void Report(IProgress<VideoJobUpdate>? progress, VideoJobUpdate update)
    {
        try
        {
            progress?.Report(update);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A paid job must not be lost because its progress could not be shown.
        }
    }
}
