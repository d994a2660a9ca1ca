using System.Net.Http.Headers;
using CloudswayVideo.Json;

namespace CloudswayVideo.Http;

/// <summary>
/// Sends one request and reads its reply under one deadline. It never sends a second time: a question may be asked
/// again by whoever waits for the answer, a submission by nobody.
/// </summary>
internal sealed class ApiTransport(CloudswayOptions options, HttpClient httpClient)
{
    public async Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var deadline = new CancellationTokenSource(request.IsSubmission ? options.SubmitTimeout : options.RequestTimeout, options.TimeProvider);
        using var registration = cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), deadline);
        using var message = request.ToMessage(options.BaseUrl!);
        using var content = request.Content is null ? null : new ApiRequestContent(request.Content);
        message.Content = content;
        message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.AccessKey);

        HttpResponseMessage? response = null;
        try
        {
            string body;
            try
            {
                response = await httpClient.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
                body = await ReplyReader.ReadAsync(response.Content, deadline.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not ArgumentException)
            {
                var mayHaveArrived = request.IsSubmission && (content?.WasSent ?? !FailureOf.Connecting(exception));
                throw FailureOf.Sending(exception, request, mayHaveArrived, cancellationToken);
            }

            return Read<TReply>(request, response, body);
        }
        finally
        {
            response?.Dispose();
        }
    }

    private static TReply Read<TReply>(ApiRequest request, HttpResponseMessage response, string body)
        where TReply : class
    {
        if (!response.IsSuccessStatusCode)
        {
            throw FailureOf.Reply(request, response, body, null);
        }

        if (!WireJson.TryRead<TReply>(body, out var reply))
        {
            throw FailureOf.Reply(request, response, body, ErrorReason.UnreadableReply);
        }

        if (reply is IReply source)
        {
            source.Source = new ReplySource(FailureOf.RequestId(response, null), body);
            var refused = source.CallStatus?.StatusCode is not (null or 0);
            if (refused && source is not IJobReply { Phase: VideoJobPhase.Succeeded or VideoJobPhase.Failed })
            {
                throw FailureOf.Reply(request, response, body, null);
            }
        }

        return reply;
    }
}
