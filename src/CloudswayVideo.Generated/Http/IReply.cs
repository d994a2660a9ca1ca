namespace CloudswayVideo.Http;

/// <summary>A reply that may also tell how the call went.</summary>
internal interface IReply
{
    BaseResponse? CallStatus => null;

    ReplySource? Source { get; set; }
}

/// <summary>A reply about a job or its video. Its members are the values of x-task-value; what the contract marks nowhere is not known.</summary>
internal interface IJobReply : IReply
{
    VideoJobPhase Phase => VideoJobPhase.Unknown;

    string? Status => null;

    double? Progress => null;

    string? File => null;

    string? Url => null;

    string? Name => null;

    DateTimeOffset? Created => null;

    DateTimeOffset? Expires => null;

    int? Width => null;

    int? Height => null;

    string? Reason => null;

    ErrorDetail? Failure => null;
}

/// <summary>What came with a reply, for the updates and exceptions that are built from it later.</summary>
internal sealed record ReplySource(string? RequestId, TimeSpan? RetryAfter, string Body);
