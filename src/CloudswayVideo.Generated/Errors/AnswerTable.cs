namespace CloudswayVideo.Errors;

/// <summary>What a request asks for.</summary>
internal enum Asked
{
    /// <summary>A paid job. The gateway knows no idempotency key, so a second request may be a second job.</summary>
    Submission,

    /// <summary>How a job stands or where its video is; free, and may be repeated.</summary>
    Question,

    /// <summary>The bytes of a video, from its storage.</summary>
    Download,
}

/// <summary>What came back, other than what was asked for.</summary>
internal enum Answer
{
    /// <summary>No byte of the request's body left this machine.</summary>
    NotSent,

    /// <summary>
    /// The same, and sending again would fail in the same way: a handler of the application prevents it.
    /// </summary>
    Prevented,

    /// <summary>The request, or a part of it, was sent, and no whole answer came.</summary>
    Lost,

    /// <summary>
    /// An answer that cannot be read, or that something between here and the service may have written.
    /// </summary>
    Unclear,

    /// <summary>A redirect, which is never followed.</summary>
    Redirect,

    /// <summary>
    /// The service says, in the contract's words, that it takes nothing now: a rate limit, an overload.
    /// </summary>
    NotNow,

    /// <summary>The service, or something in front of it, failed on the way.</summary>
    Fault,

    /// <summary>What was asked for is not ready, or is being changed.</summary>
    NotYet,

    /// <summary>What was asked about is not known.</summary>
    NotFound,

    /// <summary>A refusal: of the key, the account, the input or the URL.</summary>
    Refused,
}

/// <summary>
/// What was asked × what came back → what to do next. Every retry, every exception and every batch takes its answer
/// from here, because a mistake costs money.
/// </summary>
internal static class AnswerTable
{
    public static NextStep Decide(Asked asked, Answer answer, bool isNewJob = false) =>
        (asked, answer) switch
        {
            (_, Answer.Prevented) => NextStep.Stop,

            (Asked.Submission, Answer.NotSent or Answer.NotNow) => NextStep.Repeat,
            (Asked.Submission, Answer.NotYet or Answer.NotFound or Answer.Refused) => NextStep.Stop,
            (Asked.Submission, _) => NextStep.CheckAccount,

            // The gateway may not know a job in the first moments after accepting it.
            (Asked.Question, Answer.NotFound) when isNewJob => NextStep.AskLater,
            (Asked.Question, Answer.NotFound or Answer.Refused or Answer.Redirect) => NextStep.Stop,
            (Asked.Question, _) => NextStep.AskLater,

            // An expired URL is refused in many ways. The service names a fresh one when it is asked again.
            (_, Answer.NotFound or Answer.Refused) => NextStep.AskLater,
            (_, Answer.Redirect or Answer.Unclear) => NextStep.Stop,
            _ => NextStep.Repeat,
        };

    /// <summary>Classifies an answer of the service that has not what was asked for.</summary>
    /// <param name="asked">What was asked for: a job, or how it stands.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="hasCode">
    /// Whether the body has an error code where the contract has one. Only then the service itself wrote it: a proxy
    /// answers 503 also after the service has taken a request.
    /// </param>
    /// <param name="reason">What the code means or, where the contract does not explain it, the status.</param>
    public static Answer Of(Asked asked, int status, bool hasCode, ErrorReason reason) =>
        status switch
        {
            503 when hasCode && reason == ErrorReason.ServiceFault => Answer.NotNow,
            // 499 is a proxy's word for a caller that left; the service may have taken the request before.
            408 or 499 or (>= 500 and not 503) when asked == Asked.Submission => Answer.Fault,
            503 when asked == Asked.Submission && !hasCode => Answer.Fault,
            < 200 or (>= 300 and < 400) => Answer.Redirect,
            < 300 when !hasCode => Answer.Unclear,
            409 or 425 => Answer.NotYet,
            _ => Of(asked, isRefusal: status >= 400, reason),
        };

    /// <summary>Classifies an answer of a storage that has no video.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Answer OfStorage(int status) =>
        status switch
        {
            202 or 204 or 425 => Answer.NotYet,
            429 => Answer.NotNow,
            408 or >= 500 => Answer.Fault,
            416 => Answer.Unclear,
            >= 400 => Answer.Refused,
            >= 300 => Answer.Redirect,
            _ => Answer.Unclear,
        };

    /// <summary>What an HTTP status means where the body has no code that the contract explains.</summary>
    /// <param name="status">The HTTP status.</param>
    public static ErrorReason ReasonOf(int status) =>
        status switch
        {
            400 or 422 => ErrorReason.InvalidRequest,
            401 => ErrorReason.Authentication,
            402 => ErrorReason.Balance,
            403 => ErrorReason.AccessDenied,
            404 => ErrorReason.NotFound,
            429 => ErrorReason.RateLimited,
            408 or 499 or >= 500 => ErrorReason.ServiceFault,
            _ => ErrorReason.Unknown,
        };

    private static Answer Of(Asked asked, bool isRefusal, ErrorReason reason) =>
        reason switch
        {
            ErrorReason.RateLimited => Answer.NotNow,
            ErrorReason.NotFound => Answer.NotFound,
            ErrorReason.ServiceFault when asked == Asked.Question => Answer.Fault,
            // A status that refuses comes before there is a job; beside 200 nobody knows when the fault came.
            ErrorReason.ServiceFault
            or ErrorReason.Unknown when asked == Asked.Submission && !isRefusal => Answer.Fault,
            _ => Answer.Refused,
        };
}
