namespace CloudswayVideo;

/// <summary>
/// A paid job was sent and no answer tells whether it was accepted. It was not sent again and must not be, blindly: the
/// gateway knows no idempotency key, so a second submission may be a second bill. Check the account first.
/// </summary>
public sealed class SubmissionOutcomeUnknownException : CloudswayException
{
    internal SubmissionOutcomeUnknownException(string operation, Exception? innerException)
        : base($"{operation} was sent once and may have been accepted; no task id came back. Check the account before submitting it again.", innerException)
    {
    }
}
