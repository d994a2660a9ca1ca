using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// A paid job was sent and no answer tells for certain whether it was accepted. It was not sent again and must not be,
/// blindly: the gateway knows no idempotency key, so a second submission may be a second bill. Check the account first.
/// Cancelling a submission that was already sent ends in this exception, too; its <see
/// cref="Exception.InnerException"/>
/// is the <see cref="OperationCanceledException"/> then.
/// </summary>
public sealed class SubmissionOutcomeUnknownException : CloudswayException
{
    internal SubmissionOutcomeUnknownException(
        string operation,
        Exception? innerException,
        CloudswayApiException? reply = null
    )
        : base(Describe(operation, reply?.PossibleJobId), innerException ?? reply)
    {
        Reply = reply;
        JobId = reply?.PossibleJobId;
    }

    /// <summary>
    /// The value of the reply that is most likely the id of the job, at most 256 characters of it; null if the reply
    /// has none. It stood where the contract has no id, or cannot be asked about. Ask for it with GetJob, if it is an
    /// id, or give it to Cloudsway's support.
    /// </summary>
    public string? JobId { get; }

    /// <summary>
    /// What the service, or something in front of it, answered, as far as it arrived, with its body, words, code and
    /// request id; null if nothing came.
    /// </summary>
    public CloudswayApiException? Reply { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.CheckAccount;

    internal override string OutcomeName => "unknown";

    internal override Asked Asked => Asked.Submission;

    private static string Describe(string operation, string? jobId) =>
        $"{operation} was sent once and may have been accepted; "
        + (jobId is null ? "no task id came back." : $"what may be its id is in {nameof(JobId)}.")
        + " Check the account before submitting it again.";
}
