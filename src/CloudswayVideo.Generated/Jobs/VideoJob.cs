using System.Runtime.CompilerServices;
using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

/// <summary>
/// A job that the service has accepted. Its <see cref="Id"/> is all that has to survive: the same job is made from it by
/// GetJob of a client with the same endpoint path, also in another process; a token from <see cref="ToToken"/> also
/// keeps when it was submitted and as what. All who wait for one job with one client share the questions about it.
/// Thread-safe. Nothing here can submit or cancel a job.
/// </summary>
public sealed partial class VideoJob
{
    private readonly JobPoller _poller;
    private readonly long _takenUp;
    private readonly TimeSpan _ageWhenTakenUp;
    private VideoJobUpdate? _lastUpdate;

    internal VideoJob(JobPoller poller, string id, string? operation, DateTimeOffset? submittedAt)
    {
        _poller = poller;
        Id = id;
        Operation = operation;
        SubmittedAt = submittedAt;
        var time = poller.Options.TimeProvider;
        _takenUp = time.GetTimestamp();
        // The clock of the process that submitted it may have been ahead.
        _ageWhenTakenUp = time.GetUtcNow() - submittedAt is { Ticks: > 0 } age ? age : TimeSpan.Zero;
    }

    /// <summary>The id that submitting returned.</summary>
    public string Id { get; }

    /// <summary>The family that the job belongs to: "Hailuo" or "Haiper".</summary>
    public string Family => _poller.Source.Family;

    /// <summary>What was submitted: "generate", "upscale" or "extend"; null if the job was taken up by its id alone.</summary>
    public string? Operation { get; }

    /// <summary>The path segment of the model that was asked for the video.</summary>
    public string EndpointPath => _poller.Options.EndpointPath!;

    /// <summary>When the service accepted the job; null if it was taken up by its id alone.</summary>
    public DateTimeOffset? SubmittedAt { get; }

    /// <summary>The last that was heard of the job through this object; null if nothing was. Once the job has ended, it stays so.</summary>
    public VideoJobUpdate? LastUpdate => Volatile.Read(ref _lastUpdate);

    /// <summary>The time since the job was submitted; since it was taken up, where that is not known.</summary>
    internal TimeSpan Age => _ageWhenTakenUp + _poller.Options.TimeProvider.GetElapsedTime(_takenUp);

    /// <summary>
    /// Writes down all that is known of the job but how it stands: a line of text that holds no secret and is safe in URLs
    /// and databases. GetJob of a client with the same endpoint path takes it, in this and in later versions.
    /// </summary>
    /// <returns>The token.</returns>
    public string ToToken() => new VideoJobToken(Family, Operation, EndpointPath, SubmittedAt, Id).ToString();

    /// <summary>Asks once how the job stands. Nothing is sent once it is known that the job has ended.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>What the service said.</returns>
    /// <exception cref="CloudswayException">The service refused to answer, or was not reached.</exception>
    public async Task<VideoJobUpdate> AskAsync(CancellationToken cancellationToken = default) =>
        LastUpdate is { HasEnded: true } end ? end : Keep(await _poller.Source.AskAsync(Id, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Asks at once and then again and again, and returns each answer; the last one says that the job has ended, well or
    /// not. Faults that may pass are survived until <see cref="PollingOptions.Timeout"/>. A job that is being waited for
    /// already is not asked at once, but its last answer comes first. Asking goes on while an answer is looked at.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The answers as they come.</returns>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public IAsyncEnumerable<VideoJobUpdate> WatchAsync(CancellationToken cancellationToken = default) =>
        _poller.Source.Diagnostics.WatchAsync(Id, UpdatesAsync(cancellationToken));

    /// <summary>Waits for the video. A job that is known to have ended is not asked about again.</summary>
    /// <param name="progress">Hears every answer; what it throws does not end the waiting.</param>
    /// <param name="cancellationToken">Ends the waiting, never the job.</param>
    /// <returns>The finished video, not yet downloaded.</returns>
    /// <exception cref="VideoModeratedException">The input or the video was found to be sensitive.</exception>
    /// <exception cref="VideoJobFailedException">The job failed.</exception>
    /// <exception cref="VideoJobTimeoutException">The time to wait is over; the job may still be running.</exception>
    /// <exception cref="VideoWithoutOutputException">The job succeeded and the service names no video.</exception>
    /// <exception cref="CloudswayException">The service refused to answer for a reason that does not pass.</exception>
    public Task<Video> WaitAsync(IProgress<VideoJobUpdate>? progress = null, CancellationToken cancellationToken = default) =>
        _poller.Source.Diagnostics.WaitAsync(Id, progress, heard => VideoAsync(heard, cancellationToken));

    /// <summary>Makes <c>await job</c> the same as awaiting <see cref="WaitAsync"/>.</summary>
    /// <returns>What the compiler needs.</returns>
    public TaskAwaiter<Video> GetAwaiter() => WaitAsync().GetAwaiter();

    /// <inheritdoc />
    public override string ToString() => Id;

    /// <summary>Takes up a job of a client.</summary>
    /// <exception cref="ArgumentException">The text is neither an id nor a token of this client's endpoint.</exception>
    internal static VideoJob Of(JobPoller poller, string idOrToken)
    {
        if (!VideoJobToken.IsToken(idOrToken))
        {
            return new VideoJob(poller, PathSegment.Check(idOrToken, nameof(idOrToken)), operation: null, submittedAt: null);
        }

        var token = VideoJobToken.Parse(idOrToken);
        var (family, endpointPath) = (poller.Source.Family, poller.Options.EndpointPath);
        return token.Family == family && token.EndpointPath == endpointPath
            ? new VideoJob(poller, token.Id, token.Operation, token.SubmittedAt)
            : throw new ArgumentException($"The token is of a job of {token.Family} at the endpoint path {token.EndpointPath}; this client is of {family} at {endpointPath}. Use the client that fits.", nameof(idOrToken));
    }

    /// <summary>Keeps an answer, unless it is known that the job has ended: no later answer changes that.</summary>
    /// <returns>What is known now.</returns>
    internal VideoJobUpdate Keep(VideoJobUpdate update)
    {
        while (true)
        {
            var last = LastUpdate;
            if (last is { HasEnded: true })
            {
                return last;
            }

            if (Interlocked.CompareExchange(ref _lastUpdate, update, last) == last)
            {
                return update;
            }
        }
    }

    private async IAsyncEnumerable<VideoJobUpdate> UpdatesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (LastUpdate is { HasEnded: true } end)
        {
            yield return end;
            yield break;
        }

        using var wait = _poller.Join(this, wantsVideo: false, cancellationToken);
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

    private async Task<Video> VideoAsync(IProgress<VideoJobUpdate>? progress, CancellationToken cancellationToken)
    {
        if (LastUpdate is { Phase: VideoJobPhase.Failed } failure)
        {
            throw VideoJobFailedException.Of(failure);
        }

        using var wait = _poller.Join(this, wantsVideo: true, cancellationToken);
        while (true)
        {
            var (update, video) = await wait.NextAsync().ConfigureAwait(false);
            if (video is not null)
            {
                return video;
            }

            Report(progress, update);
            if (update.Phase == VideoJobPhase.Failed)
            {
                throw VideoJobFailedException.Of(update);
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
