using CloudswayVideo.Jobs;
using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// A job that the service has accepted and that is paid for. Store its <see cref="Id"/>: GetJob of a client with the
/// same endpoint path returns the job again, also in another process. A token from <see cref="ToToken"/> stores also
/// when and as what it was submitted. All waits for one job with one client share its questions. Thread-safe. No
/// member submits or cancels a job.
/// </summary>
public sealed partial class VideoJob
{
    private readonly JobPoller _poller;
    private readonly long _created;
    private readonly TimeSpan _ageWhenCreated;
    private VideoJobUpdate? _lastUpdate;

    internal VideoJob(JobPoller poller, string id, string? operation, DateTimeOffset? submittedAt)
    {
        _poller = poller;
        Id = id;
        Operation = operation;
        SubmittedAt = submittedAt;
        var time = poller.Options.TimeProvider;
        _created = time.GetTimestamp();
        // Never negative: the clock of the process that submitted the job may be ahead.
        _ageWhenCreated = time.GetUtcNow() - submittedAt is { Ticks: > 0 } age
            ? age
            : TimeSpan.Zero;
    }

    /// <summary>The id that submitting returned.</summary>
    public string Id { get; }

    /// <summary>The family of the job, such as "Hailuo" or "Haiper".</summary>
    public string Family => _poller.Client.Family;

    /// <summary>
    /// The kind of job, such as "generate", "upscale" or "extend"; null if it was created from an id alone.
    /// </summary>
    public string? Operation { get; }

    /// <summary>The endpoint path of the client, which stands for the model that makes the video.</summary>
    public string EndpointPath => _poller.Options.EndpointPath!;

    /// <summary>When the service accepted the job; null if it was created from an id alone.</summary>
    public DateTimeOffset? SubmittedAt { get; }

    /// <summary>
    /// The reply to the submission: status, headers, request id; null if the job was created from an id or a token.
    /// </summary>
    public ServiceReply? SubmittedReply { get; internal init; }

    /// <summary>
    /// The last update that this object received; null before the first. Once the job has ended, it no longer changes.
    /// </summary>
    public VideoJobUpdate? LastUpdate => Volatile.Read(ref _lastUpdate);

    /// <summary>The time since the job was submitted, or since this object was created if that is not known.</summary>
    public TimeSpan Age => _ageWhenCreated + _poller.Options.TimeProvider.GetElapsedTime(_created);

    /// <summary>
    /// Returns a text with the id, the family, the kind, the endpoint path and the time of submission. It contains no
    /// secret and is safe in URLs and databases. GetJob of a client with the same endpoint path accepts it, in this and
    /// in later versions.
    /// </summary>
    /// <returns>The token, a single line.</returns>
    public string ToToken() =>
        new VideoJobToken(Family, Operation, EndpointPath, SubmittedAt, Id).ToString();

    /// <summary>Asks once for the status of the job. Nothing is sent if the job is known to have ended.</summary>
    /// <param name="cancellationToken">Cancels the question.</param>
    /// <param name="options">Headers, query parameters and timeout for this question; none by default.</param>
    /// <returns>The update.</returns>
    /// <exception cref="ArgumentException">The options cannot be sent. Nothing was sent.</exception>
    /// <exception cref="CloudswayException">The service answered with an error, or was not reached.</exception>
    /// <exception cref="OperationCanceledException">The question was cancelled; the job continues.</exception>
    public async Task<VideoJobUpdate> AskAsync(
        CancellationToken cancellationToken = default,
        RequestOptions? options = null
    ) =>
        LastUpdate is { HasEnded: true } end
            ? end
            : Keep(
                await _poller
                    .Client.AskAsync(Id, Operation, options, cancellationToken)
                    .ConfigureAwait(false)
            );

    /// <inheritdoc />
    public override string ToString() => Id;

    /// <summary>Creates a job of a client from an id or a token.</summary>
    /// <exception cref="ArgumentException">The text is neither an id nor a token of this client's endpoint.</exception>
    internal static VideoJob FromIdOrToken(JobPoller poller, string idOrToken)
    {
        if (!VideoJobToken.IsToken(idOrToken))
        {
            return new VideoJob(
                poller,
                PathSegment.Check(idOrToken, nameof(idOrToken)),
                operation: null,
                submittedAt: null
            );
        }

        var token = VideoJobToken.Parse(idOrToken);
        var (family, endpointPath) = (poller.Client.Family, poller.Options.EndpointPath);
        return token.Family == family && token.EndpointPath == endpointPath
            ? new VideoJob(poller, token.Id, token.Operation, token.SubmittedAt)
            : throw new ArgumentException(
                $"The token belongs to a job of {token.Family} with the endpoint path {token.EndpointPath}, but this "
                    + $"client is for {family} with {endpointPath}. Use a client with the values of the token.",
                nameof(idOrToken)
            );
    }

    /// <summary>Stores an update, unless the job has ended already: no later update changes that.</summary>
    /// <returns>The stored update.</returns>
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
}
