using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// A paid job was sent, and no reply proves whether it was accepted. The client did not send it again: the gateway has
/// no idempotency key, so a second submission may be a second paid job. Check the account before you submit again. A
/// submission that is cancelled after it was sent ends with this exception, too; <see
/// cref="Exception.InnerException"/> is then an <see cref="OperationCanceledException"/>.
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
    /// The value in the reply that is most likely the id of the job, at most its first 256 characters; null if there
    /// is none. It is not certain: the contract has no id in that field, or the value is not a valid id. Try GetJob
    /// with it, or give it to Cloudsway's support.
    /// </summary>
    public string? JobId { get; }

    /// <summary>
    /// The response of the service, or of a proxy in front of it, as far as it arrived; null if nothing arrived.
    /// </summary>
    public CloudswayApiException? Reply { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.CheckAccount;

    internal override string OutcomeName => "unknown";

    internal override Asked Asked => Asked.Submission;

    private static string Describe(string operation, string? jobId) =>
        $"{operation} was sent once and may have been accepted; "
        + (jobId is null ? "no job id came back." : $"what may be its id is in {nameof(JobId)}.")
        + " Check the account before submitting it again.";
}
