using System.Globalization;
using System.Runtime.CompilerServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;

namespace CloudswayVideo.Transport;

internal partial class ApiTransport
{
    private string _authorization = "";

    // The body is created for each attempt, because a body can be sent only once. The state machine is pooled, because
    // thousands of waits may poll at the same time.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TReply> SendOnceAsync<TReply>(
        ApiRequest request,
        CancellationToken token,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        using var content =
            request.IsSubmission || request.Content is not null
                ? new ApiRequestContent(request.Content)
                : null;
        using var message = request.ToMessage(options.BaseUrl!);
        message.Content ??= content;
        HttpResponseMessage? response = null;
        try
        {
            await AuthorizeAsync(request, message, token, cancellationToken).ConfigureAwait(false);
            ReplyBody body;
            try
            {
                response = await httpClient
                    .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token)
                    .ConfigureAwait(false);
                request.LastStatus = response.StatusCode;
                body = await ReplyReader
                    .ReadAsync(response.Content, typeof(TReply) == typeof(byte[]), token)
                    .ConfigureAwait(false);
            }
            // Handlers of the application may throw any exception, also after a paid job was sent.
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                var answer = AnswerOf(request, content, exception);
                throw CallExceptions.ForSending(
                    exception,
                    request,
                    answer,
                    null,
                    cancellationToken
                );
            }

            return Read<TReply>(request, response, body, cancellationToken);
        }
        finally
        {
            if (content is { WasSent: true })
            {
                diagnostics.Sent(content.Headers.ContentLength ?? 0);
            }

            response?.Dispose();
        }
    }

    // An invalid key is an ArgumentException; any other failure of the key provider is a failure of the call.
    private async ValueTask AuthorizeAsync(
        ApiRequest request,
        HttpRequestMessage message,
        CancellationToken token,
        CancellationToken cancellationToken
    )
    {
        try
        {
            request.AccessKey = await options.GetAccessKeyAsync(token).ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception is not (ArgumentException or OutOfMemoryException))
        {
            throw CallExceptions.ForSending(
                exception,
                request,
                Answer.NotSent,
                null,
                cancellationToken
            );
        }

        request.CheckForKey();
        if (request.KeyHeader.Length > 0)
        {
            // The key was checked before, so validation would only allocate.
            message.Headers.TryAddWithoutValidation(request.KeyHeader, AuthorizationOf(request));
        }
    }

    // For a question it makes no difference whether it was sent.
    private static Answer AnswerOf(
        ApiRequest request,
        ApiRequestContent? content,
        Exception exception
    ) =>
        request.IsSubmission && !content!.TryClose() ? Answer.Lost
        : content?.WasRefused == true || CallExceptions.IsOfDisposedClient(exception)
            ? Answer.Prevented
        : Answer.NotSent;

    // Keeps the last header value, because nearly all requests have the same key.
    private string AuthorizationOf(ApiRequest request)
    {
        var (prefix, key) = (request.KeyPrefix, request.AccessKey);
        var last = _authorization;
        return
            last.Length == prefix.Length + key.Length
            && last.StartsWith(prefix, StringComparison.Ordinal)
            && last.EndsWith(key, StringComparison.Ordinal)
            ? last
            : _authorization = prefix + key;
    }

    private TReply Read<TReply>(
        ApiRequest request,
        HttpResponseMessage response,
        ReplyBody body,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        var now = options.TimeProvider.GetUtcNow();
        var (text, failure, bytes) = body;
        if (bytes is TReply whole && failure is null && response.IsSuccessStatusCode)
        {
            return whole;
        }

        DriftNotes.Begin();
        if (UsableReply.TryFind<TReply>(request, (int)response.StatusCode, text, out var reply))
        {
            if (reply is IReply source)
            {
                source.Source = new ServiceReply(response, CallExceptions.Shortened(text), now);
            }

            diagnostics.ReportFields(request.Template, ofError: false);
            if (reply is IJobReply { Phase: VideoJobPhase.Unknown, Status.Length: > 0 })
            {
                diagnostics.ReportDrift(request.Template, "status word", "status");
            }

            return reply;
        }

        var call = UsableReply.FailureIn<TReply>(text);
        ReportErrorDrift(request, (int)response.StatusCode, text);
        throw failure is null
            ? CallExceptions.ForReply(request, response, text, call, now)
            : CallExceptions.ForSending(
                failure,
                request,
                Answer.Lost,
                CallExceptions.ApiException(request, response, text, call, now),
                cancellationToken
            );
    }

    // Reports parts of an error that the contract does not know. The error may come from a proxy: its origin is
    // unknown.
    private void ReportErrorDrift(ApiRequest request, int status, string text)
    {
        if (status < 400)
        {
            return;
        }

        var error = ErrorReply.Read(text);
        diagnostics.ReportFields(request.Template, ofError: true);
        if (
            error is { Code: not null, Reason: ErrorReason.Unknown }
            && error.Code != status.ToString(CultureInfo.InvariantCulture)
        )
        {
            diagnostics.ReportDrift(request.Template, "error code", "code");
        }
    }
}
