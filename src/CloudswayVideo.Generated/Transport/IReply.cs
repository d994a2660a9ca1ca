namespace CloudswayVideo.Transport;

/// <summary>A reply that may also tell that the call failed.</summary>
internal interface IReply
{
    CallFailure? CallFailure => null;

    ServiceReply? Source { get; set; }
}

/// <summary>The reply of an operation that answers without a body.</summary>
internal sealed class NoReply : IReply
{
    public ServiceReply? Source { get; set; }
}

/// <summary>The reply to a submission.</summary>
internal interface ISubmissionReply : IReply
{
    string? Id { get; }
}

/// <summary>
/// A reply that tells how a job stands; its members are, as those of the next, the values of x-task-value.
/// </summary>
internal interface IJobReply : IVideoReply
{
    VideoJobPhase Phase { get; }

    /// <summary>Whether the contract has a status for a job that failed; else it only tells that a job is over.</summary>
    bool KnowsFailures => true;

    string? Status { get; }
}

/// <summary>A reply that tells of a job or of its video; what the contract marks nowhere is not known.</summary>
internal interface IVideoReply : IReply
{
    double? Progress => null;

    string? File => null;

    string? Url => null;

    /// <summary>The URLs of all videos of the job, in the order of the reply.</summary>
    IEnumerable<string?> Urls => [Url];

    string? Name => null;

    DateTimeOffset? Created => null;

    DateTimeOffset? Expires => null;

    /// <summary>What the status itself means, where it is the word for a failure of a known kind.</summary>
    ErrorReason StatusReason => ErrorReason.Unknown;

    int? Width => null;

    int? Height => null;

    string? Reason => null;

    ErrorDetail? Failure => null;
}
