using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The body of an answer that is cut off, halved or delayed on its way.</summary>
internal sealed class FaultyBody(HttpContext context, MockFault fault, Func<TimeSpan, Task> wait)
    : Stream
{
    private const int Slices = 10;

    private readonly IHttpResponseBodyFeature _body =
        context.Features.GetRequiredFeature<IHttpResponseBodyFeature>();
    private long _whole;
    private long _written;

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
        Begin();
        var length =
            fault.Kind == FaultKind.Dribble
                ? buffer.Length
                : (int)Math.Clamp((_whole / 2) - _written, 0, buffer.Length);
        _written += buffer.Length;
        var slice =
            fault.Kind == FaultKind.Dribble
                ? (int)Math.Max(1, _whole / Slices)
                : Math.Max(1, length);
        for (var start = 0; start < length; start += slice)
        {
            await _body
                .Stream.WriteAsync(
                    buffer[start..Math.Min(start + slice, length)],
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (fault.Kind == FaultKind.Dribble)
            {
                await _body.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
                await wait(fault.Duration / Slices).ConfigureAwait(false);
            }
        }

        if (fault.Kind == FaultKind.Truncated && _written >= _whole)
        {
            await _body.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
            context.Abort();
        }
    }

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) =>
        _body.Stream.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    private void Begin()
    {
        if (_written == 0)
        {
            _whole = context.Response.ContentLength ?? 0;
            if (fault.Kind == FaultKind.HalfBody)
            {
                context.Response.ContentLength = _whole / 2;
            }
        }
    }
}
