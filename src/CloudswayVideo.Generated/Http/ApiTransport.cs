using System.Net.Http.Headers;
using CloudswayVideo.Json;
using Polly;

namespace CloudswayVideo.Http;

/// <summary>
/// Sends requests and reads their replies under one deadline. A question is repeated when its failure may pass, a
/// submission only when it certainly was not accepted; see <see cref="RetryPolicy"/>.
/// </summary>
internal sealed class ApiTransport(CloudswayOptions options, HttpClient httpClient)
{
    private readonly ResiliencePipeline _questions = RetryPolicy.Create(isSubmission: false, options.TimeProvider);
    private readonly ResiliencePipeline _submissions = RetryPolicy.Create(isSubmission: true, options.TimeProvider);

    public async Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(request.IsSubmission ? options.SubmitTimeout : options.RequestTimeout, options.TimeProvider);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        var attempt = new Attempt<TReply>(this, request, cancellationToken);
        try
        {
            return await (request.IsSubmission ? _submissions : _questions)
                .ExecuteAsync(static (attempt, token) => attempt.SendAsync(token), attempt, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception.CancellationToken != cancellationToken)
        {
            throw new OperationCanceledException(exception.Message, attempt.LastFailure, cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested && attempt.LastFailure is not null)
        {
            // The deadline came between two attempts: the failure of the last one is what happened.
            throw attempt.LastFailure;
        }
    }

    private HttpRequestMessage Message(ApiRequest request, ApiRequestContent? content)
    {
        var message = request.ToMessage(options.BaseUrl!);
        message.Content = content;
        return message;
    }

    private TReply Read<TReply>(ApiRequest request, HttpResponseMessage response, string body)
        where TReply : class
    {
        if (!response.IsSuccessStatusCode || !WireJson.TryRead<TReply>(body, out var reply))
        {
            throw FailureOf.Reply(request, response, body, options.TimeProvider.GetUtcNow());
        }

        if (reply is IReply source)
        {
            source.Source = new ReplySource(FailureOf.RequestId(response, null), body);
            var refused = source.CallStatus?.StatusCode is not (null or 0);
            if (refused && source is not IJobReply { Phase: VideoJobPhase.Succeeded or VideoJobPhase.Failed })
            {
                throw FailureOf.Reply(request, response, body, options.TimeProvider.GetUtcNow());
            }
        }

        return reply;
    }

    /// <summary>The attempts at one request. Each makes its body anew, because a body can be sent once.</summary>
    private sealed class Attempt<TReply>(ApiTransport transport, ApiRequest request, CancellationToken cancellationToken)
        where TReply : class
    {
        public CloudswayException? LastFailure { get; private set; }

        public async ValueTask<TReply> SendAsync(CancellationToken token)
        {
            try
            {
                return await SendOnceAsync(token).ConfigureAwait(false);
            }
            catch (CloudswayException failure)
            {
                LastFailure = failure;
                throw;
            }
        }

        private async Task<TReply> SendOnceAsync(CancellationToken token)
        {
            using var content = request.Content is null ? null : new ApiRequestContent(request.Content);
            using var message = transport.Message(request, content);
            HttpResponseMessage? response = null;
            try
            {
                string body;
                try
                {
                    message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await transport.AccessKeyAsync(token).ConfigureAwait(false));
                    response = await transport.Send(message, token).ConfigureAwait(false);
                    body = await ReplyReader.ReadAsync(response.Content, token).ConfigureAwait(false);
                }
                catch (Exception exception) when (exception is not ArgumentException)
                {
                    throw FailureOf.Sending(exception, request, request.IsSubmission && content?.WasSent != false, cancellationToken);
                }

                return transport.Read<TReply>(request, response, body);
            }
            finally
            {
                response?.Dispose();
            }
        }
    }

    private ValueTask<string> AccessKeyAsync(CancellationToken token) => options.GetAccessKeyAsync(token);

    private Task<HttpResponseMessage> Send(HttpRequestMessage message, CancellationToken token) =>
        httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, token);
}
