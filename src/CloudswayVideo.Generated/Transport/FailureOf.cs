using CloudswayVideo.Errors;
using CloudswayVideo.Options;

namespace CloudswayVideo.Transport;

/// <summary>Turns what went wrong into the exception that tells a caller what to do next.</summary>
internal static class FailureOf
{
    /// <summary>
    /// How much of a body is kept: nobody reads more of an error, and the service decides how long it is.
    /// </summary>
    public const int KeptLength = 64 * 1024;

    /// <summary>The request got no whole answer.</summary>
    /// <param name="exception">What ended it.</param>
    /// <param name="request">The request.</param>
    /// <param name="answer">How far it came.</param>
    /// <param name="reply">The part of the answer that arrived; null if none did.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static Exception Sending(
        Exception exception,
        ApiRequest request,
        Answer answer,
        CloudswayApiException? reply,
        CancellationToken cancellationToken
    )
    {
        exception = cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : Redaction.Of(exception);
        return AnswerTable.Decide(request.Asked, answer) == NextStep.CheckAccount
                ? new SubmissionOutcomeUnknownException(request.Template, exception, reply)
            : exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? exception
            : new CloudswayConnectionException(request.Template, request.Asked, answer, exception);
    }

    /// <summary>The service answered with an error, or with a reply that cannot be read.</summary>
    public static CloudswayException Reply(
        ApiRequest request,
        HttpResponseMessage response,
        string body,
        CallFailure? call,
        DateTimeOffset now
    )
    {
        var failure = Api(request, response, body, call, now);
        return failure.NextStep == NextStep.CheckAccount
            ? new SubmissionOutcomeUnknownException(request.Template, null, failure)
            : failure;
    }

    /// <summary>What an answer says that is no usable reply.</summary>
    public static CloudswayApiException Api(
        ApiRequest request,
        HttpResponseMessage response,
        string body,
        CallFailure? call,
        DateTimeOffset now
    )
    {
        var error = ErrorReply.Read(body, call);
        var status = (int)response.StatusCode;
        var isUnreadable = response.IsSuccessStatusCode && error.Code is null;
        var reason =
            isUnreadable ? ErrorReason.UnreadableReply
            : error.Reason == ErrorReason.Unknown ? AnswerTable.ReasonOf(status)
            : error.Reason;
        var possibleJobId = request.IsSubmission ? LikelyJobId.Find(body) : null;
        var headers = ReplyHeaders.ByName(ReplyHeaders.All(response));
        var requestId = error.RequestId ?? ReplyHeaders.RequestId(headers);
        return new CloudswayApiException(
            $"{request.Template} failed: HTTP {status}, {reason}"
                + Redaction.Code(error.Code, error.Reason)
                + Shown(requestId, request.AccessKey)
                + Rest(isUnreadable, body, error.Message),
            request.Asked,
            WasRedirected(request, response)
                ? Answer.Redirect
                : AnswerOf(request.Asked, status, error, reason, possibleJobId)
        )
        {
            StatusCode = response.StatusCode,
            Reason = reason,
            Code = error.Code,
            ServiceMessage = error.Message,
            RequestId = requestId,
            RetryAfter = ReplyHeaders.RetryAfter(response, now),
            Headers = headers,
            ResponseBody = Cut(body),
            PossibleJobId = possibleJobId,
        };
    }

    /// <summary>As much of a body as is kept.</summary>
    public static string Cut(string body) => body.Length > KeptLength ? body[..KeptLength] : body;

    // An HTTP client of the application may follow a redirect, with a GET: its answer is not that to the submission.
    private static bool WasRedirected(ApiRequest request, HttpResponseMessage response) =>
        request.IsSubmission
        && response.RequestMessage is { } last
        && last.Method != request.Method;

    // A refusal is believed only in the contract's own form: what looks like an id may be that of an accepted job, and
    // beside a status of 200 the contract has no error but that of the call.
    private static Answer AnswerOf(
        Asked asked,
        int status,
        ErrorReply error,
        ErrorReason reason,
        string? possibleJobId
    ) =>
        asked == Asked.Submission
        && (possibleJobId is not null || (status < 300 && !error.IsOfCall))
            ? Answer.Unclear
            : AnswerTable.Of(asked, status, error.Code is not null, reason);

    // An id that may be more than an id is not shown: the service may repeat the key.
    private static string Shown(string? requestId, string accessKey) =>
        PathSegment.Problem(requestId) is null
        && (
            accessKey.Length == 0
            || !requestId!.Contains(accessKey, StringComparison.OrdinalIgnoreCase)
        )
            ? $", request {requestId}"
            : "";

    private static string Rest(bool isUnreadable, string body, string? serviceMessage) =>
        isUnreadable
            ? $". The reply, {body.Length} characters, cannot be read: see "
                + $"{nameof(CloudswayApiException.ResponseBody)}."
        : serviceMessage is null ? "."
        : $". The service's words are in {nameof(CloudswayApiException.ServiceMessage)}.";
}
