using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Errors;
using Polly;

namespace CloudswayVideo.Transport;

/// <summary>
/// Sends requests and reads their replies under one deadline. A question is repeated when its failure may pass, a
/// submission only when it certainly was not accepted; see <see cref="AnswerTable"/>.
/// </summary>
internal sealed class ApiTransport(
    CloudswayOptions options,
    HttpClient httpClient,
    ClientDiagnostics diagnostics
)
{
    private readonly ResiliencePipeline _repetition = Repetition.Create(options.TimeProvider);
    private readonly Deadline.Pool _deadlines = new(options.TimeProvider);
    private string _authorization = "";

    public Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class =>
        diagnostics.HasListeners
            ? SendObservedAsync<TReply>(request, cancellationToken)
            : SendUntilDeadlineAsync<TReply>(request, cancellationToken);

    /// <summary>
    /// The video that a question is answered with, where it can be downloaded from: nothing is asked yet.
    /// </summary>
    public ContentReply ContentOf(ApiRequest request) =>
        new(
            request.UrlAt(options.BaseUrl!),
            async (message, token) =>
            {
                using var call = request.ToMessage(options.BaseUrl!);
                await AuthorizeAsync(request, call, token, token).ConfigureAwait(false);
                foreach (var (name, values) in call.Headers)
                {
                    message.Headers.TryAddWithoutValidation(name, values);
                }
            }
        );

    // A method of its own, because what a lambda captures is allocated where the method begins.
    private Task<TReply> SendObservedAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class =>
        diagnostics.ObserveCallAsync(
            request,
            () => SendUntilDeadlineAsync<TReply>(request, cancellationToken)
        );

    private async Task<TReply> SendUntilDeadlineAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        // Before the deadline begins: no service is slow because its caller holds back.
        var permit = await RequestBudget
            .EnterAsync(options.RequestBudget, cancellationToken)
            .ConfigureAwait(false);
        using var deadline = _deadlines.Start(
            request.Timeout
                ?? (request.IsSubmission ? options.SubmitTimeout : options.RequestTimeout),
            cancellationToken
        );
        try
        {
            using (permit)
            {
                return await SendOnceAsync<TReply>(request, deadline.Token, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
        // What must not be repeated does not get near the repetition, which a cancellation would end with less to tell.
        catch (CloudswayException failure)
            when (failure.NextStep is NextStep.Repeat or NextStep.AskLater)
        {
            return await RepeatAsync<TReply>(request, failure, deadline.Token, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    // The first attempt is made before, so that what goes well at once, nearly everything, costs nothing more.
    private async Task<TReply> RepeatAsync<TReply>(
        ApiRequest request,
        CloudswayException failure,
        CancellationToken deadline,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        var attempts = 0;
        try
        {
            return await _repetition
                .ExecuteAsync(
                    async token =>
                    {
                        if (attempts++ == 0)
                        {
                            ExceptionDispatchInfo.Throw(failure);
                        }

                        diagnostics.Repeating(request, failure);
                        try
                        {
                            using var permit = await RequestBudget
                                .EnterAsync(options.RequestBudget, token)
                                .ConfigureAwait(false);
                            return await SendOnceAsync<TReply>(request, token, cancellationToken)
                                .ConfigureAwait(false);
                        }
                        catch (CloudswayException again)
                        {
                            failure = again;
                            throw;
                        }
                    },
                    deadline
                )
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException exception)
            when (cancellationToken.IsCancellationRequested
                && exception.CancellationToken != cancellationToken
            )
        {
            throw new OperationCanceledException(exception.Message, failure, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The deadline came between two attempts: the failure of the last one is what happened.
            ExceptionDispatchInfo.Throw(failure);
            throw;
        }
    }

    // The body is made anew for each attempt, because a body can be sent once. Thousands of waits poll at a time, so
    // what an attempt needs while it waits is pooled.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<TReply> SendOnceAsync<TReply>(
        ApiRequest request,
        CancellationToken token,
        CancellationToken cancellationToken
    )
        where TReply : class
    {
        using var content = request.Content is null ? null : new ApiRequestContent(request.Content);
        using var message = request.ToMessage(options.BaseUrl!);
        message.Content = content;
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
            // Whatever the handlers of an application throw: a paid job may have been sent.
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                var answer = AnswerOf(request, content);
                throw FailureOf.Sending(exception, request, answer, null, cancellationToken);
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

    // A key that cannot be sent is the caller's mistake; that there is none now is a failure like others.
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
            throw FailureOf.Sending(exception, request, Answer.NotSent, null, cancellationToken);
        }

        request.CheckForKey();
        if (request.KeyHeader.Length > 0)
        {
            // The key was checked, so that it needs no parsing either.
            message.Headers.TryAddWithoutValidation(request.KeyHeader, AuthorizationOf(request));
        }
    }

    // Of a question it makes no difference how far it came.
    private static Answer AnswerOf(ApiRequest request, ApiRequestContent? content) =>
        content is { WasRefused: true, WasSent: false } ? Answer.Prevented
        : request.IsSubmission && content?.WasSent != false ? Answer.Lost
        : Answer.NotSent;

    // A key is the one of the last request nearly always.
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

    // The words of an error that the contract does not explain. A proxy's JSON is shown too: its origin is unknown.
    private void TellDrift(ApiRequest request, int status, string text)
    {
        if (status < 400)
        {
            return;
        }

        var error = ErrorReply.Read(text);
        diagnostics.TellFields(request.Template, ofError: true);
        if (
            error is { Code: not null, Reason: ErrorReason.Unknown }
            && error.Code != status.ToString(System.Globalization.CultureInfo.InvariantCulture)
        )
        {
            diagnostics.Tell(request.Template, "error code", "code");
        }
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
                source.Source = new ServiceReply(response, FailureOf.Cut(text), now);
            }

            diagnostics.TellFields(request.Template, ofError: false);
            if (reply is IJobReply { Phase: VideoJobPhase.Unknown, Status.Length: > 0 })
            {
                diagnostics.Tell(request.Template, "status word", "status");
            }

            return reply;
        }

        var call = UsableReply.FailureIn<TReply>(text);
        TellDrift(request, (int)response.StatusCode, text);
        throw failure is null
            ? FailureOf.Reply(request, response, text, call, now)
            : FailureOf.Sending(
                failure,
                request,
                Answer.Lost,
                FailureOf.Api(request, response, text, call, now),
                cancellationToken
            );
    }
}
