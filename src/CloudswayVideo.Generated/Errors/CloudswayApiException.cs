using System.Net;
using CloudswayVideo.Errors;

namespace CloudswayVideo;

/// <summary>
/// The service answered with an error: an HTTP status other than 2xx, an error code in the body of a 2xx (such as a
/// status_code other than 0 in base_resp), or a reply that cannot be read. A submission that ends with this exception
/// was not accepted. A submission that may have been accepted ends with a <see
/// cref="SubmissionOutcomeUnknownException"/>.
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

    /// <summary>The HTTP status; 200 if only the body has an error code.</summary>
    public required HttpStatusCode StatusCode { get; init; }

    /// <summary>The meaning of the error, for programs to decide on.</summary>
    public required ErrorReason Reason { get; init; }

    /// <summary>The error code in the body, a number or a name; null if there is none.</summary>
    public string? Code { get; init; }

    /// <summary>
    /// The error message of the service, unchanged; null if it sent none. It may repeat the prompt or the key, so it is
    /// not part of <see cref="Exception.Message"/>: do not log it unchecked.
    /// </summary>
    public string? ServiceMessage { get; init; }

    /// <summary>The request id that Cloudsway's support asks for; null if the service sent none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The delay that the service asks for (Retry-After), never negative; null if it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>The headers of the reply by name, case-insensitive.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } =
        new Dictionary<string, string>();

    /// <summary>
    /// The body of the reply, unchanged, at most its first 65,536 characters. It may repeat the prompt or the key: do
    /// not log it unchecked.
    /// </summary>
    public string ResponseBody { get; init; } = "";

    /// <summary>The value in the body that is most likely the id of a job; null if there is none.</summary>
    internal string? PossibleJobId { get; init; }

    internal override Asked Asked { get; }

    internal override NextStep NextStepFor(bool isNewJob) =>
        AnswerTable.Decide(Asked, _answer, isNewJob);
}
