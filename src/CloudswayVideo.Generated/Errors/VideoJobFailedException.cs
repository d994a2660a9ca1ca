namespace CloudswayVideo;

/// <summary>The service says that the job failed. The same request may succeed as a new, again paid job.</summary>
public class VideoJobFailedException : VideoJobException
{
    internal VideoJobFailedException(VideoJobUpdate update)
        : this(update, "failed") { }

    private protected VideoJobFailedException(VideoJobUpdate update, string how)
        : base(Describe(update, how), update.JobId, update) { }

    /// <summary>True: the job has ended. The same request is a new job, though, and paid for anew.</summary>
    public override bool IsSafeToResubmit => true;

    /// <summary>What the failure means to a program.</summary>
    public ErrorReason Reason => LastUpdate!.FailureReason;

    /// <summary>The service's words for the failure, if it had any. They may repeat the prompt, and so are not in the message: do not log them unseen.</summary>
    public string? FailureMessage => LastUpdate!.FailureMessage;

    internal static VideoJobFailedException Of(VideoJobUpdate update) =>
        update.FailureReason == ErrorReason.Moderation
            ? new VideoModeratedException(update)
            : new VideoJobFailedException(update);

    private static string Describe(VideoJobUpdate update, string how) =>
        $"Job {update.JobId} {how} with status {update.Status}"
        + (update.FailureReason == ErrorReason.Unknown ? "" : $", {update.FailureReason}")
        + Redaction.Code(update.FailureCode, update.FailureReason)
        + (
            update.FailureMessage is null
                ? "."
                : $". The service's words are in {nameof(FailureMessage)}."
        );
}

/// <summary>The prompt, the image or the finished video was found to be sensitive. The same input fails again.</summary>
public sealed class VideoModeratedException : VideoJobFailedException
{
    internal VideoModeratedException(VideoJobUpdate update)
        : base(update, "was rejected by moderation") { }
}
