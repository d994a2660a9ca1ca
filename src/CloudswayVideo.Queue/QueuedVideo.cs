namespace CloudswayVideo.Queue;

/// <summary>The state of a video of the queue.</summary>
public enum QueuedVideoState
{
    /// <summary>Not submitted yet, or certainly not accepted.</summary>
    Waiting,

    /// <summary>Its submission is under way.</summary>
    Submitting,

    /// <summary>The service has accepted its job; the video is not saved yet.</summary>
    Accepted,

    /// <summary>The video is saved. Final.</summary>
    Saved,

    /// <summary>The service refused the request, or the job failed. Final, unless it is submitted again.</summary>
    Failed,

    /// <summary>
    /// Submitted, and perhaps accepted: its worker stopped in between, or the answer was not clear. Or accepted, with a
    /// <see cref="QueuedVideo.JobId"/> about which the service has refused to answer for a day, or that has not ended
    /// after seven days. A person must look at the account and then decide: see <see cref="IVideoQueue"/>.
    /// </summary>
    Ambiguous,
}

/// <summary>A video of the queue.</summary>
public sealed record QueuedVideo
{
    /// <summary>The key that it was enqueued with.</summary>
    public required string Key { get; init; }

    /// <summary>The type of its request, such as "HailuoVideoRequest".</summary>
    public required string Kind { get; init; }

    /// <summary>The key of the client that submits it; null for the main client of its family.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The state of the video.</summary>
    public required QueuedVideoState State { get; init; }

    /// <summary>The token of its job, which GetJob of the client takes; null until it is accepted.</summary>
    public string? JobToken { get; init; }

    /// <summary>The id of its job; null until it is accepted.</summary>
    public string? JobId => JobToken is null ? null : VideoJobToken.Parse(JobToken).Id;

    /// <summary>
    /// A possible id of the job of an ambiguous video; see <see cref="QueuedVideoState.Ambiguous"/>.
    /// </summary>
    public string? PossibleJobId { get; init; }

    /// <summary>
    /// The tokens of the earlier jobs of a video that was submitted again; they are paid for, too. GetJob of the client
    /// takes them.
    /// </summary>
    public IReadOnlyList<string> EarlierJobTokens { get; init; } = [];

    /// <summary>The place of the saved video, as the store named it: for a folder, the path.</summary>
    public string? File { get; init; }

    /// <summary>The reason of the state or of the last delay. It holds no key, prompt, image or signed URL.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was enqueued, by the clock of the database.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When its state changed last, by the clock of the database.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When its next step is due; null if nothing is left to do.</summary>
    public DateTimeOffset? NextAt { get; init; }
}
