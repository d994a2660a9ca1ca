using System.Buffers;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>
/// A reply of the gateway on its way to the caller. It is held back until it has ended, so that it is compared before
/// the caller continues. A long reply, or one with a pause, is sent as it comes.
/// </summary>
internal sealed class PassedReply(HttpResponseMessage response, Stream body, TimeProvider time)
{
    /// <summary>The most bytes that are compared. Only a video is longer.</summary>
    public const int MaximumKept = 256 * 1024;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly byte[] _buffer = new byte[16 * 1024];
    private Task<int>? _pending;
    private Exception? _broken;
    private bool _isTooLong;

    public HttpResponseMessage Response { get; } = response;

    /// <summary>Whether the reply has ended, or was broken off by the gateway.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether the gateway broke off.</summary>
    public bool IsBroken => _broken is not null;

    /// <summary>The body as far as it was received; null if it is too long to be compared.</summary>
    public byte[]? Body => _isTooLong ? null : _kept.WrittenSpan.ToArray();

    /// <summary>Reads until the end, a pause, or the length that is compared.</summary>
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

    /// <summary>Sends the caller the part that was held back, then the rest as it comes.</summary>
    /// <exception cref="IOException">The gateway broke off; everything before was sent.</exception>
    public async Task SendAsync(HttpContext context, CancellationToken cancellationToken)
    {
        Gateway.CopyHead(Response, context);
        var output = MockReply.HasBody(context.Response.StatusCode)
            ? context.Response.Body
            : Stream.Null;
        var isBroken = _broken is not null;
        if (isBroken)
        {
            // The caller notices an early end. A reset could discard bytes that were sent before.
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
            // The part before may hold the id of a job, so it is sent first.
            (HasEnded, _broken) = (true, exception);
            return 0;
        }
        finally
        {
            _pending = null;
        }
    }
}
