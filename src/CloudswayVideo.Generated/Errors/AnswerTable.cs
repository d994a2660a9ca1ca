namespace CloudswayVideo.Errors;

/// <summary>What a request asked for.</summary>
internal enum Asked
{
    /// <summary>A paid job. The gateway has no idempotency key, so a second request may be a second paid job.</summary>
    Submission,

    /// <summary>The status of a job or the URL of its video. It is free and may be repeated.</summary>
    Question,

    /// <summary>The bytes of a video from the storage.</summary>
    Download,
}

/// <summary>What came back instead of the requested reply.</summary>
internal enum Answer
{
    /// <summary>No byte of the request's body left this machine.</summary>
    NotSent,

    /// <summary>
    /// Nothing was sent, and a retry would fail the same way, because the application's HTTP client prevents it.
    /// </summary>
    Prevented,

    /// <summary>The request, or a part of it, was sent, and no complete response arrived.</summary>
    Lost,

    /// <summary>A response that cannot be read, or that a proxy may have written instead of the service.</summary>
    Unclear,

    /// <summary>A redirect, which the client never follows.</summary>
    Redirect,

    /// <summary>The service itself refused temporarily, with a code of the contract: rate limit or overload.</summary>
    NotNow,

    /// <summary>The service, or a proxy in front of it, failed while it handled the request.</summary>
    Fault,

    /// <summary>The requested thing is not ready, or is being changed.</summary>
    NotYet,

    /// <summary>The requested thing does not exist.</summary>
    NotFound,

    /// <summary>The key, the account, the input or the URL was refused.</summary>
    Refused,
}

/// <summary>
/// The only place that decides what to do after a failure: what was asked × what came back → next step. Every retry,
/// exception and batch uses it, because a wrong decision costs money.
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

            // The gateway may not know a job in the first seconds after accepting it.
            (Asked.Question, Answer.NotFound) when isNewJob => NextStep.AskLater,
            (Asked.Question, Answer.NotFound or Answer.Refused or Answer.Redirect) => NextStep.Stop,
            (Asked.Question, _) => NextStep.AskLater,

            // Storages refuse an expired URL with various statuses. The service has a fresh URL.
            (_, Answer.NotFound or Answer.Refused) => NextStep.AskLater,
            (_, Answer.Redirect or Answer.Unclear) => NextStep.Stop,
            _ => NextStep.Repeat,
        };

    /// <summary>Classifies a response of the service without the requested reply.</summary>
    /// <param name="asked">What the request asked for.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="hasCode">
    /// Whether the body has an error code in a field of the contract. Only this proves that the service itself
    /// answered: a proxy may answer 503 although the service accepted the request.
    /// </param>
    /// <param name="reason">
    /// The meaning of the code; that of the status if the contract does not explain the code.
    /// </param>
    public static Answer Classify(Asked asked, int status, bool hasCode, ErrorReason reason) =>
        status switch
        {
            503 when hasCode && reason == ErrorReason.ServiceFault => Answer.NotNow,
            // Proxies use 499 if the caller closed the connection; the service may have accepted the request before.
            408 or 499 or (>= 500 and not 503) when asked == Asked.Submission => Answer.Fault,
            503 when asked == Asked.Submission && !hasCode => Answer.Fault,
            < 200 or (>= 300 and < 400) => Answer.Redirect,
            < 300 when !hasCode => Answer.Unclear,
            409 or 425 => Answer.NotYet,
            _ => Classify(asked, isRefusal: status >= 400, reason),
        };

    /// <summary>Classifies a response of the storage without the video.</summary>
    /// <param name="status">The HTTP status.</param>
    public static Answer ClassifyStorage(int status) =>
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

    /// <summary>The meaning of an HTTP status, if the body has no code that the contract explains.</summary>
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

    private static Answer Classify(Asked asked, bool isRefusal, ErrorReason reason) =>
        reason switch
        {
            ErrorReason.RateLimited => Answer.NotNow,
            ErrorReason.NotFound => Answer.NotFound,
            ErrorReason.ServiceFault when asked == Asked.Question => Answer.Fault,
            // With an error status, no job was created. With status 200, the fault may have come after its creation.
            ErrorReason.ServiceFault
            or ErrorReason.Unknown when asked == Asked.Submission && !isRefusal => Answer.Fault,
            _ => Answer.Refused,
        };
}
