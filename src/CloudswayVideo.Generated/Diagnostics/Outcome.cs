using System.Globalization;

namespace CloudswayVideo.Diagnostics;

/// <summary>How something ended, in the words of <see cref="CloudswayDiagnostics"/>.</summary>
internal readonly record struct Outcome(
    string Name,
    ErrorReason? Reason = null,
    string? ErrorType = null
)
{
    private const string Unknown = "unknown";

    /// <summary>Whether a submission may have been accepted, so that somebody has to look.</summary>
    public bool IsUnknown => Name == Unknown;

    public static Outcome Of(Exception? failure) =>
        failure switch
        {
            null => new("succeeded"),
            SubmissionOutcomeUnknownException => new(
                Unknown,
                ErrorType: typeof(SubmissionOutcomeUnknownException).FullName
            ),
            OperationCanceledException => new("cancelled"),
            VideoJobTimeoutException => new("timed_out", ErrorType: failure.GetType().FullName),
            CloudswayApiException refusal => new(
                "failed",
                refusal.Reason,
                (int)refusal.StatusCode >= 400
                    ? ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture)
                    : failure.GetType().FullName
            ),
            _ => new("failed", ErrorType: failure.GetType().FullName),
        };

    /// <summary>How a job ended that was watched to this update.</summary>
    public static Outcome Of(VideoJobUpdate update) =>
        update.Phase == VideoJobPhase.Failed
            ? new("failed", update.FailureReason, "job_failed")
            : new("succeeded");
}
