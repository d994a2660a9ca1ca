using System.Collections.Concurrent;
using System.Diagnostics;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// Passes every call on to the real gateway, once, and its reply back as it came; both are compared with the contract.
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
    // A job that nobody waits for any more may still be accepted, and its id is told.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan PatienceAtEnd = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Gateway _gateway = new(options.ForwardTo!);

    public void Dispose() => _gateway.Dispose();

    /// <summary>Waits for the jobs that are being submitted, so that their ids are told; for a while.</summary>
    public Task FinishAsync() =>
        Task.WhenAny(
            Task.WhenAll(_running.Keys),
            Task.Delay(PatienceAtEnd, TimeProvider.System, CancellationToken.None)
        );

    public async Task ServeAsync(HttpContext context, RequestDelegate wireMock)
    {
        var call = PassOnAsync(context, wireMock);
        _running[call] = true;
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _running.TryRemove(call, out _);
        await call.ConfigureAwait(false);
    }

    private async Task PassOnAsync(HttpContext context, RequestDelegate wireMock)
    {
        var start = Stopwatch.GetTimestamp();
        var request = context.Request;
        var match = contract.Current.Match(request.Method, request.Path.Value!);
        if (_gateway.AddressOf(request, contract.Current.BasePaths) is not { } address)
        {
            await RefuseAsync(
                    context,
                    404,
                    $"The mock passes on what is below {contract.Current.BasePaths[0]}/, and nothing else."
                )
                .ConfigureAwait(false);
            return;
        }

        var body = await ReadAsync(request.Body, context.RequestAborted).ConfigureAwait(false);
        var caller = context.RequestAborted;
        using var ended = Ended(context);
        // What is found out about a call is of use though its caller is gone.
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
            var call = reply.HasEnded ? await SeeNowAsync().ConfigureAwait(false) : null;
            try
            {
                await reply.PassOnAsync(context, ended.Token).ConfigureAwait(false);
            }
            finally
            {
                call ??= await SeeNowAsync().ConfigureAwait(false);
                Tell(call, isCallerGone: caller.IsCancellationRequested);
            }

            Task<SeenCall?> SeeNowAsync() => SeeAsync(context, body, reply, match, start, wireMock);
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
                        // Of a second pass, which the body refuses.
                        or InvalidOperationException
            )
        {
            // As it was for the mock, so it is for the caller.
            options.Log?.Invoke(
                $"The reply of the gateway broke off ({exception.GetType().Name}); the caller's was broken off too."
            );
            context.Abort();
        }
        finally
        {
            calls.Log(context, start, match?.Operation.Id, null);
        }
    }

    // A reply that cannot be compared is passed on all the same.
    private async Task<SeenCall?> SeeAsync(
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

    private void Tell(SeenCall? call, bool isCallerGone)
    {
        if (call is null)
        {
            return;
        }

        if (isCallerGone && DriftCheck.JobIdOf(contract.Current, call.Exchange) is { } lost)
        {
            options.Log?.Invoke(
                $"The caller was gone when job {lost} was accepted. It is paid for; its id leads to the video."
            );
        }

        seen.Record(call);
        journal.Trim();
    }

    private CancellationTokenSource Ended(HttpContext context)
    {
        // A job that was submitted is waited for, whether or not the caller still is there.
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            return CancellationTokenSource.CreateLinkedTokenSource(
                stopping,
                context.RequestAborted
            );
        }

        var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        context.RequestAborted.Register(() => ended.CancelAfter(Patience));
        return ended;
    }

    // Whole before anything is sent: a caller that is gone in the middle has submitted nothing.
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
