using System.Globalization;
using System.Net;
using CloudswayVideo.Json;

namespace CloudswayVideo.Http;

/// <summary>Turns what went wrong into the exception that tells a caller what to do next.</summary>
internal static class FailureOf
{
    // Of the body of a reply; nobody reads more of an error, and the service decides how long it is.
    private const int KeptLength = 64 * 1024;

    /// <summary>The request got no whole answer.</summary>
    public static Exception Sending(
        Exception exception,
        ApiRequest request,
        bool mayHaveArrived,
        CancellationToken cancellationToken
    )
    {
        exception = Redaction.Of(exception);
        var unknown = mayHaveArrived
            ? new SubmissionOutcomeUnknownException(request.Template, exception)
            : null;
        if (cancellationToken.IsCancellationRequested)
        {
            return unknown is null
                ? new OperationCanceledException(cancellationToken)
                : new OperationCanceledException(unknown.Message, unknown, cancellationToken);
        }

        return unknown ?? (Exception)new CloudswayConnectionException(request.Template, exception);
    }

    /// <summary>The service answered with an error, or with a reply that cannot be read.</summary>
    public static CloudswayException Reply(
        ApiRequest request,
        HttpResponseMessage response,
        string body,
        DateTimeOffset now
    )
    {
        WireJson.TryRead<ApiError>(body, out var error);
        var isUnreadable = response.IsSuccessStatusCode && error?.BaseResp?.StatusCode is null or 0;
        var (code, meaning) = Code(error);
        var reason =
            isUnreadable ? ErrorReason.UnreadableReply
            : meaning is ErrorReason.Unknown ? ReasonOf(response.StatusCode)
            : meaning;
        var requestId = RequestId(response, error);
        var message = error?.Error?.Message ?? error?.Message ?? error?.BaseResp?.StatusMsg;
        var failure = new CloudswayApiException(
            $"{request.Template} failed: HTTP {(int)response.StatusCode}, {reason}"
                + Redaction.Code(code, meaning)
                + Redaction.RequestId(requestId, request.AccessKey)
                + (
                    isUnreadable
                        ? $". The reply, {body.Length} characters, cannot be read: see {nameof(CloudswayApiException.ResponseBody)}."
                    : message is null ? "."
                    : $". The service's words are in {nameof(CloudswayApiException.ServiceMessage)}."
                )
        )
        {
            StatusCode = response.StatusCode,
            Reason = reason,
            Code = code,
            ServiceMessage = message,
            RequestId = requestId,
            RetryAfter = RetryAfter(response, now),
            Headers = response
                .Headers.Concat(response.Content.Headers)
                .ToDictionary(
                    header => header.Key,
                    header => string.Join(", ", header.Value),
                    StringComparer.OrdinalIgnoreCase
                ),
            ResponseBody = body.Length > KeptLength ? body[..KeptLength] : body,
        };

        return request.IsSubmission && MayHaveBeenAccepted(failure)
            ? new SubmissionOutcomeUnknownException(request.Template, failure)
            : failure;
    }

    public static string? RequestId(HttpResponseMessage response, ApiError? error) =>
        error?.RequestId ?? Header(response, "X-Request-Id") ?? Header(response, "Trace-Id");

    /// <summary>The Retry-After of a reply, as seconds or as a date; what is neither is ignored.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var asked = response.Headers.RetryAfter?.Delta ?? response.Headers.RetryAfter?.Date - now;
        return asked < TimeSpan.Zero ? TimeSpan.Zero : asked;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    // One that the contract explains, if there is any.
    private static (string? Code, ErrorReason Meaning) Code(ApiError? error)
    {
        (string? Code, ErrorReason Meaning)[] told =
        [
            (error?.Error?.Code, error?.Error?.CodeReason ?? ErrorReason.Unknown),
            (error?.Code, error?.CodeReason ?? ErrorReason.Unknown),
            (
                error?.BaseResp?.StatusCode?.ToString(CultureInfo.InvariantCulture),
                error?.BaseResp?.StatusCodeReason ?? ErrorReason.Unknown
            ),
        ];
        var explained = told.FirstOrDefault(one => one.Meaning != ErrorReason.Unknown);
        return explained.Code is null
            ? told.FirstOrDefault(one => one.Code is not null)
            : explained;
    }

    private static ErrorReason ReasonOf(HttpStatusCode status) =>
        (int)status switch
        {
            400 or 422 => ErrorReason.InvalidRequest,
            401 => ErrorReason.Authentication,
            402 => ErrorReason.Balance,
            403 => ErrorReason.AccessDenied,
            404 => ErrorReason.NotFound,
            429 => ErrorReason.RateLimited,
            408 or >= 500 => ErrorReason.ServiceFault,
            _ => ErrorReason.Unknown,
        };

    // 429 and 503 say that nothing was accepted, and so do the other 4xx but 408. A fault with 200 says nothing.
    private static bool MayHaveBeenAccepted(CloudswayApiException failure) =>
        (int)failure.StatusCode switch
        {
            < 300 => failure.Reason
                is ErrorReason.ServiceFault
                    or ErrorReason.UnreadableReply
                    or ErrorReason.Unknown,
            408 => true,
            503 => false,
            >= 500 => true,
            _ => false,
        };
}
