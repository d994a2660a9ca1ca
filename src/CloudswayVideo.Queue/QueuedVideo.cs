namespace CloudswayVideo.Queue;

/// <summary>How a video of the queue stands.</summary>
public enum QueuedVideoState
{
    /// <summary>Nothing was submitted, or what was submitted was certainly not accepted.</summary>
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
    /// It was submitted, and nobody can tell whether it was accepted: its worker stopped in between, or what came back
    /// is not clear. A person has to look at the account and then decide: see <see cref="IVideoQueue"/>.
    /// </summary>
    Ambiguous,
}

/// <summary>A video of the queue, as its journal knows it.</summary>
public sealed record QueuedVideo
{
    /// <summary>The key that it was enqueued with.</summary>
    public required string Key { get; init; }

    /// <summary>The type of its request, such as "HailuoVideoRequest".</summary>
    public required string Kind { get; init; }

    /// <summary>The key of the client that submits it; null for the main client of its family.</summary>
    public string? Endpoint { get; init; }

    /// <summary>How it stands.</summary>
    public required QueuedVideoState State { get; init; }

    /// <summary>The token of its job, which GetJob of the client takes; null until it is accepted.</summary>
    public string? JobToken { get; init; }

    /// <summary>The id of its job; null until it is accepted.</summary>
    public string? JobId => JobToken is null ? null : VideoJobToken.Parse(JobToken).Id;

    /// <summary>
    /// What may be the id of its job, where that is not certain; see <see cref="QueuedVideoState.Ambiguous"/>.
    /// </summary>
    public string? PossibleJobId { get; init; }

    /// <summary>
    /// The tokens of jobs of earlier submissions that were accepted too, and are paid for: of a video that was submitted
    /// again. GetJob of the client takes them.
    /// </summary>
    public IReadOnlyList<string> EarlierJobTokens { get; init; } = [];

    /// <summary>What the store called the saved video: of a folder, its path.</summary>
    public string? File { get; init; }

    /// <summary>Why it stands so, or what was last in its way. It holds no key, prompt, image or signed URL.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was enqueued, by the clock of the database.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>When its state changed last, by the clock of the database.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When it is worked on next; null if nothing is left to be done.</summary>
    public DateTimeOffset? NextAt { get; init; }
}
