using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// Base of the exceptions for failures of the service or of the connection to it. <see cref="Exception.Message"/> never
/// contains a key, a prompt, an image or a signed URL. The service's own messages may repeat them, so they are only in
/// separate properties.
/// </summary>
public abstract class CloudswayException : Exception
{
    private protected CloudswayException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>
    /// What to do next: repeat the call, ask later with the id of the job, correct the cause, or check the account.
    /// </summary>
    public abstract NextStep NextStep { get; }

    /// <summary>
    /// True if a submission failed and its job certainly was not accepted, so that submitting again cannot cost twice.
    /// False if the job was accepted or may have been, and for every failure of asking, waiting and saving.
    /// </summary>
    public bool IsSafeToResubmit =>
        Asked == Asked.Submission && NextStep is NextStep.Repeat or NextStep.Stop;

    /// <summary>What the failed request asked for.</summary>
    internal virtual Asked Asked => Asked.Question;

    /// <summary>The value of cloudsway.outcome for this failure.</summary>
    internal virtual string OutcomeName => "failed";

    /// <summary>The same as <see cref="NextStep"/>, for a job that may be too new for the gateway to know.</summary>
    internal virtual NextStep NextStepFor(bool isNewJob) => NextStep;
}
