using CloudswayVideo.Errors;
using CloudswayVideo.Options;

namespace CloudswayVideo.Transport;

/// <summary>Creates the exceptions of failed calls, which tell the caller what to do next.</summary>
internal static class CallExceptions
{
    /// <summary>
    /// How many characters of a body are kept. The service decides how long it is, and thousands of jobs keep one.
    /// </summary>
    public const int KeptLength = 64 * 1024;

    // Envoy says this also if the service had received the request. Google's ESPv2 sends it as JSON with a code
    // (GoogleCloudPlatform/esp-v2#693), as if the service itself had refused.
    private const string LostByEnvoy = "disconnect/reset before headers";

    /// <summary>Whether the application disposed its HTTP client, which then never sends again.</summary>
    public static bool IsOfDisposedClient(Exception exception) =>
        exception is ObjectDisposedException { ObjectName: "System.Net.Http.HttpClient" };

    /// <summary>The exception for a request without a complete response.</summary>
    /// <param name="exception">The exception that ended the request.</param>
    /// <param name="request">The request.</param>
    /// <param name="answer">How far the request came.</param>
    /// <param name="reply">The part of the response that arrived; null if none did.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static Exception ForSending(
        Exception exception,
        ApiRequest request,
        Answer answer,
        CloudswayApiException? reply,
        CancellationToken cancellationToken
    )
    {
        exception = cancellationToken.IsCancellationRequested
            ? new OperationCanceledException(cancellationToken)
            : Redaction.WithoutQuotedReply(exception);
        return AnswerTable.Decide(request.Asked, answer) == NextStep.CheckAccount
                ? new SubmissionOutcomeUnknownException(request.Template, exception, reply)
            : exception is OperationCanceledException && cancellationToken.IsCancellationRequested
                ? exception
            : new CloudswayConnectionException(request.Template, request.Asked, answer, exception);
    }

    /// <summary>The exception for a response that is an error or cannot be read.</summary>
    public static CloudswayException ForReply(
        ApiRequest request,
        HttpResponseMessage response,
        string body,
        CallFailure? call,
        DateTimeOffset now
    )
    {
        var failure = ApiException(request, response, body, call, now);
        return failure.NextStep == NextStep.CheckAccount
            ? new SubmissionOutcomeUnknownException(request.Template, null, failure)
            : failure;
    }

    /// <summary>Describes a response that has no usable reply.</summary>
    public static CloudswayApiException ApiException(
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
                + Redaction.ShownCode(error.Code, error.Reason)
                + ShownId(requestId, request.AccessKey)
                + WhereToLook(isUnreadable, body, error.Message),
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
            ResponseBody = Shortened(body),
            PossibleJobId = possibleJobId,
        };
    }

    /// <summary>The part of a body that is kept.</summary>
    public static string Shortened(string body) =>
        body.Length > KeptLength ? body[..KeptLength] : body;

    // An HTTP client of the application may follow a redirect with a GET. Its response is not that to the submission.
    private static bool WasRedirected(ApiRequest request, HttpResponseMessage response) =>
        request.IsSubmission
        && response.RequestMessage is { } last
        && last.Method != request.Method;

    // A submission counts as refused only if the reply has the form of the contract. A value that looks like an id may
    // be the id of an accepted job, and with status 200 the contract has no other error than that of the call.
    private static Answer AnswerOf(
        Asked asked,
        int status,
        ErrorReply error,
        ErrorReason reason,
        string? possibleJobId
    ) =>
        asked == Asked.Submission
        && (
            possibleJobId is not null
            || (status < 300 && !error.IsOfCall)
            || error.Message?.Contains(LostByEnvoy, StringComparison.Ordinal) == true
        )
            ? Answer.Unclear
            : AnswerTable.Classify(asked, status, error.Code is not null, reason);

    // An id with unusual characters, or one that contains the key, is not shown.
    private static string ShownId(string? requestId, string accessKey) =>
        PathSegment.Problem(requestId) is null
        && (
            accessKey.Length == 0
            || !requestId!.Contains(accessKey, StringComparison.OrdinalIgnoreCase)
        )
            ? $", request {requestId}"
            : "";

    private static string WhereToLook(bool isUnreadable, string body, string? serviceMessage) =>
        isUnreadable
            ? $". The reply, {body.Length} characters, cannot be read: see "
                + $"{nameof(CloudswayApiException.ResponseBody)}."
        : serviceMessage is null ? "."
        : $". The service's words are in {nameof(CloudswayApiException.ServiceMessage)}.";
}
