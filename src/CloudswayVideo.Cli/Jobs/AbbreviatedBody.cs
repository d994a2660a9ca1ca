using System.Buffers;
using System.Globalization;
using System.Text;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The body of a request as text, with the length of each image in its place, so that an image takes no memory.
/// </summary>
internal sealed class AbbreviatedBody
{
    private const int BufferLength = 64 * 1024;

    private static readonly SearchValues<byte> Base64 = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="u8
    );

    private readonly ArrayBufferWriter<byte> _kept = new();
    private long? _imageLength;

    private AbbreviatedBody() { }

    private ReadOnlySpan<byte> Kept => _kept.WrittenSpan;

    public static async Task<string> ReadAsync(Stream body)
    {
        var text = new AbbreviatedBody();
        var buffer = new byte[BufferLength];
        while (await body.ReadAsync(buffer) is > 0 and var length)
        {
            text.Add(buffer.AsSpan(0, length));
        }

        return Encoding.UTF8.GetString(text.Kept);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = _imageLength is null ? bytes[Keep(bytes)..] : bytes[Skip(bytes)..];
        }
    }

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
