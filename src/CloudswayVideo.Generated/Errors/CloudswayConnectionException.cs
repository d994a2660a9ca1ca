namespace CloudswayVideo;

/// <summary>
/// The service was not reached, or a question got no whole answer in time. A submission that ended so never left this
/// machine, and may be submitted again.
/// </summary>
public sealed class CloudswayConnectionException : CloudswayException
{
    internal CloudswayConnectionException(string operation, Exception innerException)
        : base($"{operation} got no answer: {Redaction.Of(innerException.Message)}", innerException)
    { }

    /// <inheritdoc />
    public override bool IsSafeToResubmit => true;
}
