using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Jobs;
using CloudswayVideo.Json;
using Polly;

namespace CloudswayVideo.Http;

/// <summary>
/// Sends requests and reads their replies under one deadline. A question is repeated when its failure may pass, a
/// submission only when it certainly was not accepted; see <see cref="RetryPolicy"/>.
/// </summary>
internal sealed class ApiTransport(
    CloudswayOptions options,
    HttpClient httpClient,
    ClientDiagnostics diagnostics
)
{
    private const string Scheme = "Bearer ";

    private readonly ResiliencePipeline _questions = RetryPolicy.Create(
        isSubmission: false,
        options.TimeProvider
    );
    private readonly Deadline.Pool _deadlines = new(options.TimeProvider);
    private readonly ResiliencePipeline _submissions = RetryPolicy.Create(
        isSubmission: true,
        options.TimeProvider
    );
    private string _authorization = Scheme;

    public Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class =>
        diagnostics.IsHeard
            ? SendHeardAsync<TReply>(request, cancellationToken)
            : SendUntilDeadlineAsync<TReply>(request, cancellationToken);

    // A method of its own, because what a lambda captures is allocated where the method begins.
    private Task<TReply> SendHeardAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class =>
        diagnostics.CallAsync(
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
            request.IsSubmission ? options.SubmitTimeout : options.RequestTimeout,
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
        catch (CloudswayException failure)
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
            return await (request.IsSubmission ? _submissions : _questions)
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

    // The body is made anew for each attempt, because a body can be sent once. Thousands of waits poll at a time, so what
    // an attempt needs while it waits is pooled.
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
            string body;
            try
            {
                // The key was checked, so that it needs no parsing either.
                request.AccessKey = await options.GetAccessKeyAsync(token).ConfigureAwait(false);
                message.Headers.TryAddWithoutValidation(
                    "Authorization",
                    AuthorizationOf(request.AccessKey)
                );
                response = await httpClient
                    .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token)
                    .ConfigureAwait(false);
                request.LastStatus = response.StatusCode;
                body = await ReplyReader.ReadAsync(response.Content, token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not ArgumentException)
            {
                throw FailureOf.Sending(
                    exception,
                    request,
                    request.IsSubmission && content?.WasSent != false,
                    cancellationToken
                );
            }

            return Read<TReply>(request, response, body);
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

    // A key is the one of the last request nearly always.
    private string AuthorizationOf(string key)
    {
        var last = _authorization;
        return last.AsSpan(Scheme.Length).SequenceEqual(key) ? last : _authorization = Scheme + key;
    }

    private TReply Read<TReply>(ApiRequest request, HttpResponseMessage response, string body)
        where TReply : class
    {
        TReply? reply = null;
        var isReadable = response.IsSuccessStatusCode && WireJson.TryRead(body, out reply);
        var error = (reply as IReply)?.CallStatus is { StatusCode: not (null or 0) } status
            ? status.StatusCodeReason
            : (ErrorReason?)null;
        var answer = new PollAnswer(
            (int)response.StatusCode,
            isReadable,
            (reply as IJobReply)?.Phase ?? VideoJobPhase.Unknown,
            error,
            IsNew: false
        );
        if (answer.Decision is not (PollDecision.Ended or PollDecision.GoesOn))
        {
            throw FailureOf.Reply(request, response, body, options.TimeProvider.GetUtcNow());
        }

        if (reply is IReply source)
        {
            source.Source = new ReplySource(
                FailureOf.RequestId(response, null),
                FailureOf.RetryAfter(response, options.TimeProvider.GetUtcNow()),
                body
            );
        }

        return reply!;
    }
}
