using CloudswayVideo.Errors;

namespace CloudswayVideo.Transport;

/// <summary>What a reply says of a call that failed, beside what it returns (x-call-status).</summary>
/// <param name="Code">The code.</param>
/// <param name="Reason">What the contract says that it means.</param>
/// <param name="Message">The service's words for it; null if there are none.</param>
internal sealed record CallFailure(string Code, ErrorReason Reason, string? Message)
{
    /// <summary>The failure that a code stands for; null if there is no code, or one that means success.</summary>
    // The words beside a code of success are not kept: such as "success" would be, as long as a job is waited for.
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
