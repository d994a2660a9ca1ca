using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The base of every failure that comes from the service or the way to it. Messages never hold a key, a prompt, an
/// image or a signed URL, and so never the service's own words, which may repeat them: those are in properties.
/// </summary>
public abstract class CloudswayException : Exception
{
    private protected CloudswayException(string message, Exception? innerException = null)
        : base(message, innerException) { }

    /// <summary>
    /// What to do about it: send the same again, ask again with the id, correct something, or look at the account.
    /// </summary>
    public abstract NextStep NextStep { get; }

    /// <summary>
    /// Whether what failed was the submission of a job that certainly was not accepted, so that submitting the same
    /// again cannot be paid for twice. False for every failure of a job that was accepted or may have been, and for
    /// every failure of asking, waiting and saving.
    /// </summary>
    public bool IsSafeToResubmit =>
        Asked == Asked.Submission && NextStep is NextStep.Repeat or NextStep.Stop;

    /// <summary>What the request that failed asked for.</summary>
    internal virtual Asked Asked => Asked.Question;

    /// <summary>How diagnostics name it.</summary>
    internal virtual string OutcomeName => "failed";

    /// <summary>The same as <see cref="NextStep"/>, about a job that may be too new for the gateway to know.</summary>
    internal virtual NextStep NextStepFor(bool isNewJob) => NextStep;
}
