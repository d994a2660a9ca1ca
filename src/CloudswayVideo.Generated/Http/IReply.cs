namespace CloudswayVideo.Http;

/// <summary>A reply that also tells how the call went.</summary>
internal interface IReply
{
    BaseResponse? CallStatus { get; }

    ReplySource? Source { get; set; }
}

/// <summary>A reply about a job.</summary>
internal interface IJobReply : IReply
{
    VideoJobPhase Phase { get; }
}

/// <summary>What came with a reply, for the updates and exceptions that are built from it later.</summary>
internal sealed record ReplySource(string? RequestId, TimeSpan? RetryAfter, string Body);
