using System.Buffers;
using System.Globalization;
using System.Text;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Receives the body of a request, and replaces each image by its length, so that an image of 20 MB takes no memory. It
/// has no length and cannot seek: the body of a submission refuses to be buffered, because a buffer can be sent twice.
/// </summary>
internal sealed class AbbreviatedBody : Stream
{
    private static readonly SearchValues<byte> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8
    );

    private readonly MemoryStream _kept = new();
    private long? _imageLength;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public string Text => Encoding.UTF8.GetString(Kept);

    private ReadOnlySpan<byte> Kept => _kept.GetBuffer().AsSpan(0, (int)_kept.Length);

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            buffer = _imageLength is null ? buffer[Keep(buffer)..] : buffer[Skip(buffer)..];
        }
    }

    public override void Write(byte[] buffer, int offset, int count) =>
        Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    )
    {
        Write(buffer, offset, count);
        return Task.CompletedTask;
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    // Keeps everything up to the comma that may be followed by the bytes of an image.
    private int Keep(ReadOnlySpan<byte> buffer)
    {
        var comma = buffer.IndexOf((byte)',');
        var length = comma < 0 ? buffer.Length : comma + 1;
        _kept.Write(buffer[..length]);
        var text = Kept[(Kept.LastIndexOf((byte)'"') + 1)..];
        if (comma >= 0 && text.StartsWith("data:"u8) && text.EndsWith(";base64,"u8))
        {
            _imageLength = 0;
        }

        return length;
    }

    private int Skip(ReadOnlySpan<byte> buffer)
    {
        var end = buffer.IndexOfAnyExcept(Base64);
        var length = end < 0 ? buffer.Length : end;
        // Four characters encode three bytes, and padding encodes none.
        _imageLength += length - buffer[..length].Count((byte)'=');
        if (end >= 0)
        {
            var bytes = _imageLength!.Value * 3 / 4;
            _imageLength = null;
            _kept.Write(
                Encoding.UTF8.GetBytes(
                    string.Create(CultureInfo.InvariantCulture, $"[{bytes} bytes as base64]")
                )
            );
        }

        return length;
    }
}
