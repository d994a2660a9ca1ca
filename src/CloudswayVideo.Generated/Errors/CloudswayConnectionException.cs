using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service was not reached, or a question got no complete reply in time. If a submission ends with this exception,
/// no part of its request left this machine, so it was not accepted.
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
        : base(
            $"{operation} got no answer: {Redaction.Redact(innerException.Message)}",
            innerException
        )
    {
        Asked = asked;
        _answer = answer;
    }

    /// <inheritdoc />
    public override NextStep NextStep => AnswerTable.Decide(Asked, _answer);

    internal override Asked Asked { get; }
}
