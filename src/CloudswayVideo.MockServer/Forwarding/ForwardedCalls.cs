using System.Collections.Concurrent;
using System.Diagnostics;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// Forwards every call to the real gateway, once, and returns its reply unchanged. Both are compared with the contract.
/// </summary>
internal sealed class ForwardedCalls(
    CloudswayMockOptions options,
    ServedContract contract,
    SeenTraffic seen,
    MockJournal journal,
    ApiCalls calls,
    CancellationToken stopping
) : IDisposable
{
    // A submission whose caller is gone may still be accepted; its id is then logged.
    private static readonly TimeSpan TimeWithoutCaller = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Gateway _gateway = new(options.ForwardTo!);

    public void Dispose() => _gateway.Dispose();

    /// <summary>Waits some seconds for submissions that are under way, so that their ids are logged.</summary>
    public Task FinishAsync() =>
        Task.WhenAny(
            Task.WhenAll(_running.Keys),
            Task.Delay(TimeToFinish, TimeProvider.System, CancellationToken.None)
        );

    public async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var call = ForwardAsync(context, wireMock);
        _running[call] = true;
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _running.TryRemove(call, out _);
        await call.ConfigureAwait(false);
    }

    private async Task ForwardAsync(HttpContext context, RequestDelegate wireMock)
    {
        var start = Stopwatch.GetTimestamp();
        var request = context.Request;
        var match = contract.Current.Match(request.Method, request.Path.Value!);
        if (_gateway.AddressOf(request, contract.Current.BasePaths) is not { } address)
        {
            await RefuseAsync(
                    context,
                    404,
                    $"The mock forwards only requests below {contract.Current.BasePaths[0]}/."
                )
                .ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(request.Body, context.RequestAborted).ConfigureAwait(false);
        var caller = context.RequestAborted;
        using var ended = Ended(context);
        var shown = seen.ShownPath(request);
        // The reply is compared even if the caller is gone.
        context.RequestAborted = CancellationToken.None;
        try
        {
            using var response = await _gateway
                .SendAsync(request, address, body, ended.Token)
                .ConfigureAwait(false);
            var stream = await response
                .Content.ReadAsStreamAsync(ended.Token)
                .ConfigureAwait(false);
            var reply = new PassedReply(response, stream, options.TimeProvider);
            await reply.HoldAsync(ended.Token).ConfigureAwait(false);
            var hasEnded = reply.HasEnded;
            var call = hasEnded ? await CompareNowAsync().ConfigureAwait(false) : null;
            try
            {
                await reply.SendAsync(context, ended.Token).ConfigureAwait(false);
            }
            finally
            {
                call = hasEnded ? call : await CompareNowAsync().ConfigureAwait(false);
                Record(call, isCallerGone: caller.IsCancellationRequested);
            }

            Task<SeenCall?> CompareNowAsync() =>
                CompareAsync(context, body, reply, match, start, wireMock);
        }
        catch (HttpRequestException exception) when (IsUnreached(exception))
        {
            await RefuseAsync(
                    context,
                    StatusCodes.Status502BadGateway,
                    $"The gateway was not reached, and nothing was sent to it: {exception.HttpRequestError}."
                )
                .ConfigureAwait(false);
        }
        catch (Exception exception)
            when (exception
                    is HttpRequestException
                        or IOException
                        or OperationCanceledException
                        // The body refused to be sent a second time.
                        or InvalidOperationException
            )
        {
            options.Log?.Invoke(
                $"The reply of the gateway broke off ({exception.GetType().Name}), and so did the reply to the caller."
            );
            if (!context.Response.HasStarted)
            {
                // The log then shows that no answer was sent.
                context.Response.StatusCode = 0;
            }

            context.Abort();
        }
        finally
        {
            request.Path = shown;
            calls.Log(context, start, match?.Operation.Id, null);
        }
    }

    // A reply that cannot be compared is returned nevertheless.
    private async Task<SeenCall?> CompareAsync(
        HttpContext context,
        byte[] body,
        PassedReply reply,
        ContractMatch? match,
        long start,
        RequestDelegate wireMock
    )
    {
        try
        {
            var call = await seen.CompareAsync(
                    context.Request,
                    body,
                    reply,
                    match,
                    Stopwatch.GetElapsedTime(start)
                )
                .ConfigureAwait(false);
            await JournalEntry.KeepAsync(context, call, contract, wireMock).ConfigureAwait(false);
            return call;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            options.Log?.Invoke(
                $"A call could not be compared with the contract: {exception.GetType().Name}."
            );
            return null;
        }
    }

    private void Record(SeenCall? call, bool isCallerGone)
    {
        if (call is null)
        {
            return;
        }

        if (isCallerGone && DriftCheck.JobIdOf(contract.Current, call.Exchange) is { } lost)
        {
            options.Log?.Invoke(
                $"The caller was gone when job {lost} was accepted. It is paid for; fetch its video by this id."
            );
        }

        seen.Record(call);
        journal.Trim();
    }

    private CancellationTokenSource Ended(HttpContext context)
    {
        // A submission is finished even if the caller is gone.
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return CancellationTokenSource.CreateLinkedTokenSource(
                stopping,
                context.RequestAborted
            );
        }

        var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        context.RequestAborted.Register(() => ended.CancelAfter(TimeWithoutCaller));
        return ended;
    }

    // The whole body is read before anything is sent, so that a caller that stops in the middle has submitted nothing.
    private static async Task<byte[]> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        await body.CopyToAsync(bytes, cancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }

    private static bool IsUnreached(HttpRequestException exception) =>
        exception.HttpRequestError
            is HttpRequestError.NameResolutionError
                or HttpRequestError.ConnectionError
                or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError;

    private static Task RefuseAsync(HttpContext context, int statusCode, string message) =>
        MockReply.Error(statusCode, message).WriteAsync(context);
}
