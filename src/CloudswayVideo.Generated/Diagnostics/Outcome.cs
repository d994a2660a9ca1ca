using System.Globalization;

namespace CloudswayVideo.Diagnostics;

/// <summary>How something ended, in the words of <see cref="CloudswayDiagnostics"/>.</summary>
internal readonly record struct Outcome(
    string Name,
    ErrorReason? Reason = null,
    string? ErrorType = null
)
{
    /// <summary>Whether a submission may have been accepted, so that somebody has to look.</summary>
    public bool IsUnknown => Name == "unknown";

    public static Outcome Of(Exception? failure) =>
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
            CloudswayException known => new(known.OutcomeName, ErrorType: known.GetType().FullName),
            _ => new("failed", ErrorType: failure.GetType().FullName),
        };
}
