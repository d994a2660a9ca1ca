using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// A reply of the gateway on its way to the caller. It is held back until it has ended, so that it is compared before
/// the caller goes on; where it stops in between, or is long, it is passed on as it comes.
/// </summary>
internal sealed class PassedReply(HttpResponseMessage response, Stream body, TimeProvider time)
{
    // Far more than any reply of the contract; a video is longer.
    private const int MaximumKept = 256 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Task<int>? _pending;
    private Exception? _broken;
    private bool _isTooLong;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>Whether the end has come, be it that the gateway broke off.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The body as far as it came; null if it is longer than what is compared.</summary>
    public byte[]? Body => _isTooLong ? null : _kept.WrittenSpan.ToArray();

    /// <summary>Reads until the end, a pause, or more than is compared.</summary>
    public async Task HoldAsync(CancellationToken cancellationToken)
    {
        while (!HasEnded && _kept.WrittenCount < MaximumKept)
        {
            _pending ??= body.ReadAsync(_buffer, cancellationToken).AsTask();
            var pause = Task.Delay(LongestPause, time, cancellationToken);
            if (await Task.WhenAny(_pending, pause).ConfigureAwait(false) == pause)
            {
                return;
            }

            var length = await NextAsync().ConfigureAwait(false);
            _kept.Write(_buffer.AsSpan(0, length));
        }
    }

    /// <summary>Sends the caller what was held back, and the rest as it comes.</summary>
    /// <exception cref="IOException">The gateway broke off; what came before was sent.</exception>
    public async Task PassOnAsync(HttpContext context, CancellationToken cancellationToken)
    {
        Gateway.CopyHead(Response, context);
        var output = context.Response.Body;
        var isBroken = _broken is not null;
        if (isBroken)
        {
            // An end before the announced one is seen by the caller; a reset could take away what was sent before it.
            context.Response.ContentLength ??= _kept.WrittenCount + 1;
        }

        if (_kept.WrittenCount > 0)
        {
            await output.WriteAsync(_kept.WrittenMemory, cancellationToken).ConfigureAwait(false);
        }

        while (!HasEnded)
        {
            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            _pending ??= body.ReadAsync(_buffer, cancellationToken).AsTask();
            var length = await NextAsync().ConfigureAwait(false);
            await output
                .WriteAsync(_buffer.AsMemory(0, length), cancellationToken)
                .ConfigureAwait(false);
            _isTooLong |= _kept.WrittenCount + length > MaximumKept;
            _kept.Write(_buffer.AsSpan(0, _isTooLong ? 0 : length));
        }

        if (_broken is null)
        {
            await context.Response.CompleteAsync().ConfigureAwait(false);
            return;
        }

        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (!isBroken)
        {
            throw new IOException("The gateway broke off.", _broken);
        }
    }

    private async Task<int> NextAsync()
    {
        try
        {
            var length = await _pending!.ConfigureAwait(false);
            HasEnded = length == 0;
            return length;
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException)
        {
            // What came before may hold the id of a job, so that it is passed on first.
            (HasEnded, _broken) = (true, exception);
            return 0;
        }
        finally
        {
            _pending = null;
        }
    }
}
