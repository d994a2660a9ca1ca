using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service says that the job failed. The same request may succeed as a new job, which is paid for again, so
/// <see cref="CloudswayException.IsSafeToResubmit"/> is false: the job that failed was accepted.
/// </summary>
public class VideoJobFailedException : VideoJobException
{
    internal VideoJobFailedException(VideoJobUpdate update)
        : this(update, "failed") { }

    private protected VideoJobFailedException(VideoJobUpdate update, string how)
        : base(Describe(update, how), update.JobId, update) { }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.Stop;

    /// <summary>What the failure means to a program.</summary>
    public ErrorReason Reason => LastUpdate!.FailureReason;

    /// <summary>
    /// The service's words for the failure, if it had any. They may repeat the prompt, and so are not in the message:
    /// do not log them unseen.
    /// </summary>
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

/// <summary>
/// The prompt, the image or the finished video was found to be sensitive. The same input fails again.
/// </summary>
public sealed class VideoModeratedException : VideoJobFailedException
{
    internal VideoModeratedException(VideoJobUpdate update)
        : base(update, "was rejected by moderation") { }
}
