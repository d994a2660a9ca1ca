using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service was not reached, or a question got no whole answer in time. A submission that ended so never left this
/// machine, and may be submitted again.
/// </summary>
public sealed class CloudswayConnectionException : CloudswayException
{
    private readonly Answer _answer;

    internal CloudswayConnectionException(
        string operation,
        Asked asked,
        Answer answer,
        Exception innerException
    )
        : base($"{operation} got no answer: {Redaction.Of(innerException.Message)}", innerException)
    {
        Asked = asked;
        _answer = answer;
    }

    /// <inheritdoc />
    public override NextStep NextStep => AnswerTable.Decide(Asked, _answer);

    internal override Asked Asked { get; }
}
