using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service accepted the job, and the job failed. Submitting the same request again makes a second paid job, so <see
/// cref="CloudswayException.IsSafeToResubmit"/> is false.
/// </summary>
public class VideoJobFailedException : VideoJobException
{
    internal VideoJobFailedException(VideoJobUpdate update)
        : this(update, "failed") { }

    private protected VideoJobFailedException(VideoJobUpdate update, string how)
        : base(Describe(update, how), update.JobId, update) { }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.Stop;

    /// <summary>The meaning of the failure, for programs to decide on.</summary>
    public ErrorReason Reason => LastUpdate!.FailureReason;

    /// <summary>
    /// The service's message for the failure, unchanged; null if it sent none. It may repeat the prompt, so it is not
    /// part of <see cref="Exception.Message"/>: do not log it unchecked.
    /// </summary>
    public string? FailureMessage => LastUpdate!.FailureMessage;

    internal static VideoJobFailedException Of(VideoJobUpdate update) =>
        update.FailureReason == ErrorReason.Moderation
            ? new VideoModeratedException(update)
            : new VideoJobFailedException(update);

    private static string Describe(VideoJobUpdate update, string how) =>
        $"Job {update.JobId} {how} with status {update.Status}"
        + (update.FailureReason == ErrorReason.Unknown ? "" : $", {update.FailureReason}")
        + Redaction.ShownCode(update.FailureCode, update.FailureReason)
        + (
            update.FailureMessage is null
                ? "."
                : $". The service's words are in {nameof(FailureMessage)}."
        );
}

/// <summary>
/// Moderation rejected the prompt, the image or the finished video. The same input fails again: change it.
/// </summary>
public sealed class VideoModeratedException : VideoJobFailedException
{
    internal VideoModeratedException(VideoJobUpdate update)
        : base(update, "was rejected by moderation") { }
}
