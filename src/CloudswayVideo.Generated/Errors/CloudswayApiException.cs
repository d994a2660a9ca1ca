using System.Net;
using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service answered with an error: an HTTP status other than 2xx, a 2xx whose base_resp has a code other than 0, or
/// something that cannot be read. A submission that ended so was not accepted; one that may have been is a
/// <see cref="SubmissionOutcomeUnknownException"/>.
/// </summary>
public sealed class CloudswayApiException : CloudswayException
{
    private readonly Answer _answer;

    internal CloudswayApiException(string message, Asked asked, Answer answer)
        : base(message)
    {
        Asked = asked;
        _answer = answer;
    }

    /// <inheritdoc />
    public override NextStep NextStep => NextStepFor(isNewJob: false);

    /// <summary>The HTTP status; 200 where base_resp told of the error.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>What the error means to a program.</summary>
    public required ErrorReason Reason { get; init; }

    /// <summary>The code in the body, a number or a name, if there was one.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The service's words, as they came, if there were any. They may repeat the prompt or the key, and so are not in
    /// the message: do not log them unseen.
    /// </summary>
    public string? ServiceMessage { get; init; }

    /// <summary>What to quote to Cloudsway's support, if the service named it.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long the service asks to be left alone, if it does; never negative.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The headers of the reply, by name in any case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>();

    /// <summary>
    /// The body of the reply as it came, at most its first 64 K characters. It may repeat the prompt or the key: do
    /// not log it unseen.
    /// </summary>
    public string ResponseBody { get; init; } = "";

    /// <summary>The value of the body that is most likely the id of a job; null if there is none.</summary>
    internal string? PossibleJobId { get; init; }

    internal override Asked Asked { get; }

    internal override NextStep NextStepFor(bool isNewJob) =>
        AnswerTable.Decide(Asked, _answer, isNewJob);
}
