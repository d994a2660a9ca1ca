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
    /// Whether the same may be submitted again without a second job coming of it that is paid for as well. False where
    /// a job was accepted or may have been.
    /// </summary>
    public virtual bool IsSafeToResubmit => false;
}
