using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The body of an answer, of known length, that is sent with a fault.</summary>
/// <param name="context">The request that is answered.</param>
/// <param name="fault">The fault.</param>
/// <param name="wait">
/// Waits for a time, or until the caller gives up. Returns whether the whole time passed.
/// </param>
internal sealed class FaultyBody(
    HttpContext context,
    MockFault fault,
    Func<TimeSpan, Task<bool>> wait
) : Stream
{
    private const int Slices = 10;

    private readonly IHttpResponseBodyFeature _original =
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    private GZipStream? _compressed;
    private long _whole;
    private long _written;

    /// <summary>Whether the caller gave up before the last bytes of a slow body.</summary>
    public bool IsLeft { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (_written == 0)
        {
            Begin();
        }

        var before = _written;
        _written += buffer.Length;
        await (
            fault.Kind switch
            {
                FaultKind.Reset or FaultKind.LostRequest => ResetAsync(default),
                FaultKind.Silence => wait(Timeout.InfiniteTimeSpan),
                FaultKind.ResetAfterBody => ResetAsync(buffer),
                FaultKind.Gzip => _compressed!.WriteAsync(buffer, cancellationToken).AsTask(),
                FaultKind.EndlessBody => WriteEndlesslyAsync(buffer, cancellationToken),
                FaultKind.Dribble => DribbleAsync(buffer, cancellationToken),
                _ => HalveAsync(buffer, before, cancellationToken),
            }
        ).ConfigureAwait(false);
    }

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _original.Stream.FlushAsync(cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        if (_compressed is not null)
        {
            await _compressed.DisposeAsync().ConfigureAwait(false);
        }

        await base.DisposeAsync().ConfigureAwait(false);
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Begin()
    {
        _whole = context.Response.ContentLength ?? 0;
        switch (fault.Kind)
        {
            case FaultKind.HalfBody:
                context.Response.ContentLength = _whole / 2;
                break;
            case FaultKind.EndlessBody:
                context.Response.ContentLength = null;
                break;
            case FaultKind.Gzip:
                context.Response.ContentLength = null;
                context.Response.Headers.ContentEncoding = "gzip";
                _compressed = new GZipStream(
                    _original.Stream,
                    CompressionLevel.Fastest,
                    leaveOpen: true
                );
                break;
        }
    }

    /// <summary>Resets the connection. Merely closing it could be taken for the end of the answer.</summary>
    private async Task ResetAsync(ReadOnlyMemory<byte> body)
    {
        if (context.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            if (!body.IsEmpty)
            {
                // Sent past Kestrel, which might still buffer the bytes when the reset discards everything unsent.
                await socket.SendAsync(WithoutEnd(body)).ConfigureAwait(false);
            }

            socket.LingerState = new LingerOption(true, 0);
        }

        context.Abort();
    }

    private byte[] WithoutEnd(ReadOnlyMemory<byte> body) =>
        [
            .. Encoding.ASCII.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"HTTP/1.1 {context.Response.StatusCode} \r\nContent-Type: "
                        + $"{context.Response.ContentType}\r\nTransfer-Encoding: "
                        + $"chunked\r\n\r\n{body.Length:x}\r\n"
                )
            ),
            .. body.Span,
            .. "\r\n"u8,
        ];

    private async Task WriteEndlesslyAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        await _original.Stream.WriteAsync(buffer, cancellationToken).ConfigureAwait(false);
        await _original.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        if (_written >= _whole)
        {
            await wait(Timeout.InfiniteTimeSpan).ConfigureAwait(false);
        }
    }

    private async Task DribbleAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken
    )
    {
        var slice = (int)Math.Max(1, _whole / Slices);
        for (var start = 0; start < buffer.Length; start += slice)
        {
            await _original.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            // Before the slice: the caller takes the last one for the end, and may send its next request at once.
            IsLeft = IsLeft || !await wait(fault.Duration / Slices).ConfigureAwait(false);
            if (IsLeft)
            {
                return;
            }

            await _original
                .Stream.WriteAsync(
                    buffer[start..Math.Min(start + slice, buffer.Length)],
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async Task HalveAsync(
        ReadOnlyMemory<byte> buffer,
        long before,
        CancellationToken cancellationToken
    )
    {
        var length = (int)Math.Clamp((_whole / 2) - before, 0, buffer.Length);
        await _original
            .Stream.WriteAsync(buffer[..length], cancellationToken)
            .ConfigureAwait(false);
        if (fault.Kind == FaultKind.Truncated && _written >= _whole)
        {
            await _original.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            context.Abort();
        }
    }
}
