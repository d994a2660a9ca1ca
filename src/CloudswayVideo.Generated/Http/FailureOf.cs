using System.Globalization;
using System.Net;
using CloudswayVideo.Json;

namespace CloudswayVideo.Http;

/// <summary>Turns what went wrong into the exception that tells a caller what to do next.</summary>
internal static class FailureOf
{
    private static readonly string[] RequestIdHeaders = ["X-Request-Id", "Trace-Id"];

    /// <summary>The request got no readable answer.</summary>
    public static Exception Sending(Exception exception, ApiRequest request, bool mayHaveArrived, CancellationToken cancellationToken)
    {
        var unknown = mayHaveArrived ? new SubmissionOutcomeUnknownException(request.Template, exception) : null;
        if (cancellationToken.IsCancellationRequested)
        {
            return unknown is null
                ? new OperationCanceledException(cancellationToken)
                : new OperationCanceledException(unknown.Message, unknown, cancellationToken);
        }

        return unknown ?? (Exception)new CloudswayConnectionException(request.Template, exception);
    }

    /// <summary>Whether the connection was never established, so that nothing can have arrived.</summary>
    public static bool Connecting(Exception exception) =>
        exception is HttpRequestException
        {
            HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        };

    /// <summary>The service answered with an error, or with a reply that cannot be read.</summary>
    public static CloudswayException Reply(ApiRequest request, HttpResponseMessage response, string body, ErrorReason? reason)
    {
        WireJson.TryRead<ApiError>(body, out var error);
        var failure = new CloudswayApiException(request.Template)
        {
            StatusCode = response.StatusCode,
            Reason = reason ?? Reason(response.StatusCode, error),
            Code = error?.Error?.Code ?? error?.Code ?? error?.BaseResp?.StatusCode?.ToString(CultureInfo.InvariantCulture),
            ServiceMessage = error?.Error?.Message ?? error?.Message ?? error?.BaseResp?.StatusMsg,
            RequestId = RequestId(response, error),
            RetryAfter = response.Headers.RetryAfter?.Delta,
            ResponseBody = body,
        };

        return request.IsSubmission && MayHaveBeenAccepted(failure)
            ? new SubmissionOutcomeUnknownException(request.Template, failure)
            : failure;
    }

    public static string? RequestId(HttpResponseMessage response, ApiError? error) =>
        error?.RequestId ?? RequestIdHeaders
            .Select(name => response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null)
            .FirstOrDefault(id => id is not null);

    private static ErrorReason Reason(HttpStatusCode status, ApiError? error)
    {
        var told = new[] { error?.Error?.CodeReason, error?.CodeReason, error?.BaseResp?.StatusCodeReason }
            .FirstOrDefault(reason => reason is not (null or ErrorReason.Unknown));
        return told ?? (int)status switch
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
    }

    // 429 and 503 say that nothing was accepted, and so do the other 4xx but 408. A fault with 200 says nothing.
    private static bool MayHaveBeenAccepted(CloudswayApiException failure) => (int)failure.StatusCode switch
    {
        < 300 => failure.Reason is ErrorReason.ServiceFault or ErrorReason.UnreadableReply or ErrorReason.Unknown,
        408 => true,
        503 => false,
        >= 500 => true,
        _ => false,
    };
}
