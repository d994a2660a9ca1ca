namespace CloudswayVideo.Jobs;

/// <summary>What an answer about a job means to whoever waits for it.</summary>
internal enum PollDecision
{
    /// <summary>The job has ended, one way or the other.</summary>
    Ended,

    /// <summary>The job goes on.</summary>
    GoesOn,

    /// <summary>That was no answer, but the next one may be.</summary>
    AskAgain,

    /// <summary>Asking again would be answered in the same way.</summary>
    GiveUp,
}

/// <summary>What was heard when a job, or anything else, was asked about; and, alone here, what that decides.</summary>
/// <param name="HttpStatus">The HTTP status; null if no whole answer came.</param>
/// <param name="IsReadable">Whether the body is a reply of the contract.</param>
/// <param name="Phase">What the status in it means.</param>
/// <param name="Error">What the error that the answer tells of means; null if it tells of none.</param>
/// <param name="IsNew">Whether the job was submitted only moments ago, so that the gateway may not know it yet.</param>
internal readonly record struct PollAnswer(
    int? HttpStatus,
    bool IsReadable,
    VideoJobPhase Phase,
    ErrorReason? Error,
    bool IsNew
)
{
    /// <summary>
    /// The order matters. A final status counts before the code beside it, which then is its reason; and the code counts
    /// before a missing status, or an answer of nothing but an error would be asked for again for ever.
    /// </summary>
    public PollDecision Decision =>
        this switch
        {
            { HttpStatus: null } => PollDecision.AskAgain,
            { HttpStatus: < 200 or > 299 } => ErrorDecision,
            { IsReadable: false } => PollDecision.AskAgain,
            { Phase: VideoJobPhase.Succeeded or VideoJobPhase.Failed } => PollDecision.Ended,
            { Error: not null } => ErrorDecision,
            _ => PollDecision.GoesOn,
        };

    private PollDecision ErrorDecision =>
        Error switch
        {
            { } error when error.MayPass() => PollDecision.AskAgain,
            ErrorReason.NotFound when IsNew => PollDecision.AskAgain,
            _ => PollDecision.GiveUp,
        };

    /// <summary>The answer that became this exception, because it told of no job.</summary>
    public static PollAnswer Of(CloudswayException fault, bool isNew) =>
        fault switch
        {
            CloudswayConnectionException => default,
            CloudswayApiException answer => new(
                (int)answer.StatusCode,
                answer.Reason != ErrorReason.UnreadableReply,
                VideoJobPhase.Unknown,
                answer.Reason,
                isNew
            ),
            _ => new(200, true, VideoJobPhase.Unknown, ErrorReason.Unknown, isNew),
        };
}
