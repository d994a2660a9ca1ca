namespace CloudswayVideo;

/// <summary>
/// A paid job was sent and no answer tells whether it was accepted. It was not sent again and must not be, blindly: the
/// gateway knows no idempotency key, so a second submission may be a second bill. Check the account first.
/// </summary>
public sealed class SubmissionOutcomeUnknownException : CloudswayException
{
    internal SubmissionOutcomeUnknownException(string operation, Exception? innerException)
        : base(
            $"{operation} was sent once and may have been accepted; no task id came back. Check the account before submitting it again.",
            innerException
        ) { }

    internal SubmissionOutcomeUnknownException(string jobId)
        : base(
            $"The job was accepted as \"{jobId}\", which is no id that can be asked about. Give it to Cloudsway's support."
        ) => JobId = jobId;

    /// <summary>The id that the service gave the job, where it gave one that cannot be used; else null.</summary>
    public string? JobId { get; }
}
