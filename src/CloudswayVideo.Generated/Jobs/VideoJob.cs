using CloudswayVideo.Jobs;
using CloudswayVideo.Options;

namespace CloudswayVideo;

/// <summary>
/// A job that the service has accepted. Its <see cref="Id"/> is all that has to survive: the same job is made from it
/// by GetJob of a client with the same endpoint path, also in another process; a token from <see cref="ToToken"/> also
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
        _ageWhenTakenUp = time.GetUtcNow() - submittedAt is { Ticks: > 0 } age
            ? age
            : TimeSpan.Zero;
    }

    /// <summary>The id that submitting returned.</summary>
    public string Id { get; }

    /// <summary>The family that the job belongs to: "Hailuo" or "Haiper".</summary>
    public string Family => _poller.Client.Family;

    /// <summary>
    /// What was submitted: "generate", "upscale" or "extend"; null if the job was taken up by its id alone.
    /// </summary>
    public string? Operation { get; }

    /// <summary>The path segment of the model that was asked for the video.</summary>
    public string EndpointPath => _poller.Options.EndpointPath!;

    /// <summary>When the service accepted the job; null if it was taken up by its id alone.</summary>
    public DateTimeOffset? SubmittedAt { get; }

    /// <summary>
    /// How the service answered the submission: status, headers, request id; null if the job was taken up by its id or
    /// its token.
    /// </summary>
    public ServiceReply? SubmittedReply { get; internal init; }

    /// <summary>
    /// The last update that this object received; null before the first one. Once the job has ended, it stays
    /// so.
    /// </summary>
    public VideoJobUpdate? LastUpdate => Volatile.Read(ref _lastUpdate);

    /// <summary>The time since the job was submitted; since it was taken up, where that is not known.</summary>
    public TimeSpan Age => _ageWhenTakenUp + _poller.Options.TimeProvider.GetElapsedTime(_takenUp);

    /// <summary>
    /// Writes down all that is known of the job but how it stands: a line of text that holds no secret and is safe in
    /// URLs and databases. GetJob of a client with the same endpoint path takes it, in this and in later versions.
    /// </summary>
    /// <returns>The token.</returns>
    public string ToToken() =>
        new VideoJobToken(Family, Operation, EndpointPath, SubmittedAt, Id).ToString();

    /// <summary>Asks once how the job stands. Nothing is sent once it is known that the job has ended.</summary>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <param name="options">Headers, a query and a time for this question alone; nothing by default.</param>
    /// <returns>What the service said.</returns>
    /// <exception cref="ArgumentException">The options cannot be sent; nothing was.</exception>
    /// <exception cref="CloudswayException">The service refused to answer, or was not reached.</exception>
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

    /// <summary>Takes up a job of a client.</summary>
    /// <exception cref="ArgumentException">The text is neither an id nor a token of this client's endpoint.</exception>
    internal static VideoJob Of(JobPoller poller, string idOrToken)
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
                $"The token is of a job of {token.Family} at the endpoint path {token.EndpointPath}; "
                    + $"this client is of {family} at {endpointPath}. Use the client that fits.",
                nameof(idOrToken)
            );
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
}
