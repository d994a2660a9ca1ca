using CloudswayVideo.Errors;

namespace CloudswayVideo.Transport;

/// <summary>The failure of a call, as the status field of its reply says it (x-call-status).</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">The meaning of the code in the contract.</param>
/// <param name="Message">The message of the service; null if there is none.</param>
internal sealed record CallFailure(string Code, ErrorReason Reason, string? Message)
{
    /// <summary>The failure for a code; null if there is no code, or if it means success.</summary>
    // For a code of success nothing is allocated, because it is read at every poll.
    public static CallFailure? Of(
        string? code,
        ErrorReason? reason,
        string? message,
        params ReadOnlySpan<string> successes
    )
    {
        if (string.IsNullOrEmpty(code))
        {
            return null;
        }

        foreach (var success in successes)
        {
            if (code.Equals(success, StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }
        }

        return new CallFailure(code, reason ?? ErrorReason.Unknown, message);
    }
}
