using System.Globalization;

namespace CloudswayVideo.Diagnostics;

/// <summary>How an operation ended, as the tags of <see cref="CloudswayDiagnostics"/> name it.</summary>
internal readonly record struct ObservedOutcome(
    string Name,
    ErrorReason? Reason = null,
    string? ErrorType = null
)
{
    /// <summary>Whether a submission may have been accepted, so that the account must be checked.</summary>
    public bool IsUnknown => Name == "unknown";

    public static ObservedOutcome FromException(Exception? failure) =>
        failure switch
        {
            null => new("succeeded"),
            OperationCanceledException => new("cancelled"),
            CloudswayApiException refusal => new(
                "failed",
                refusal.Reason,
                (int)refusal.StatusCode >= 400
                    ? ((int)refusal.StatusCode).ToString(CultureInfo.InvariantCulture)
                    : failure.GetType().FullName
            ),
            CloudswayException other => new(other.OutcomeName, ErrorType: other.GetType().FullName),
            _ => new("failed", ErrorType: failure.GetType().FullName),
        };
}
