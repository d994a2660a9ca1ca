namespace CloudswayVideo.Http;

/// <summary>A reply that also tells how the call went.</summary>
internal interface IReply
{
    BaseResponse? CallStatus { get; }

    ReplySource? Source { get; set; }
}

/// <summary>A reply about a job. Once the job has ended, its status is the truth and the call's code its reason.</summary>
internal interface IJobReply : IReply
{
    VideoJobPhase Phase { get; }
}

/// <summary>Where a reply came from, for the exceptions that are built from it later.</summary>
internal sealed record ReplySource(string? RequestId, string Body);
