namespace CloudswayVideo.Transport;

/// <summary>A reply, which may contain the failure of the call.</summary>
internal interface IReply
{
    CallFailure? CallFailure => null;

    ServiceReply? Source { get; set; }
}

/// <summary>The reply of an operation without a reply body.</summary>
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
/// A reply with the status of a job. Its members, and those of <see cref="IVideoReply"/>, are the values of
/// x-task-value in the contract.
/// </summary>
internal interface IJobReply : IVideoReply
{
    VideoJobPhase Phase { get; }

    /// <summary>
    /// Whether the contract has a status for failed jobs. If not, one status says that a job has ended.
    /// </summary>
    bool KnowsFailures => true;

    string? Status { get; }
}

/// <summary>A reply about a job or its video. A value that the contract does not mark is null.</summary>
internal interface IVideoReply : IReply
{
    double? Progress => null;

    string? File => null;

    /// <summary>The ids of all files of the job, in the order of the reply.</summary>
    IEnumerable<string?> Files => [File];

    string? Url => null;

    /// <summary>The URLs of all videos of the job, in the order of the reply.</summary>
    IEnumerable<string?> Urls => [Url];

    string? Name => null;

    DateTimeOffset? Created => null;

    DateTimeOffset? Expires => null;

    /// <summary>The reason for a failure, if the status itself names it.</summary>
    ErrorReason StatusReason => ErrorReason.Unknown;

    int? Width => null;

    int? Height => null;

    string? Reason => null;

    ErrorDetail? Failure => null;
}
