using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace CloudswayVideo.Transport;

/// <summary>The body of a reply, or the part that arrived.</summary>
/// <param name="Text">The body as text.</param>
/// <param name="Failure">The exception that ended the reading early; null if the body is complete.</param>
/// <param name="Bytes">The body as bytes; null unless requested.</param>
internal readonly record struct ReplyBody(
    string Text,
    Exception? Failure = null,
    byte[]? Bytes = null
);

/// <summary>
/// Reads the body of a reply, up to a limit. If the connection breaks, the bytes before are kept: they may contain the
/// only copy of the id of a paid job.
/// </summary>
internal static class ReplyReader
{
    /// <summary>The limit. Replies of the gateway are far shorter.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<ReplyBody> ReadAsync(
        HttpContent content,
        bool keepsBytes,
        CancellationToken cancellationToken
    )
    {
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        var length = 0;
        try
        {
            var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            if (ContentDecoding.IsEncoded(content))
            {
                stream = await ContentDecoding
                    .DecodeAsync(content, stream, IsJson, cancellationToken)
                    .ConfigureAwait(false);
            }

            await using (stream.ConfigureAwait(false))
            {
                int count;
                do
                {
                    buffer = length == buffer.Length ? Grow(buffer) : buffer;
                    count = await stream
                        .ReadAsync(buffer.AsMemory(length), cancellationToken)
                        .ConfigureAwait(false);
                    length += count;
                } while (count > 0 && length <= MaximumBytes);
            }

            return new ReplyBody(
                Decode(buffer, length),
                Bytes: keepsBytes && length <= MaximumBytes ? buffer[..length] : null
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return new ReplyBody(Decode(buffer, length), exception);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> start) =>
        start.TrimStart(" \t\r\n"u8) is [(byte)'{' or (byte)'[' or (byte)'"', ..];

    // The gateway always sends UTF-8, whatever charset its header names. A reply that was cut at the limit is not
    // valid JSON, and so reported as unreadable.
    private static string Decode(byte[] buffer, int length)
    {
        var bytes = buffer.AsSpan(0, Math.Min(length, MaximumBytes));
        var text = EncodingOf(bytes).GetString(bytes);
        return text.StartsWith('\uFEFF') ? text[1..] : text;
    }

    // A proxy may send UTF-16, which the first bytes show: JSON has no NUL.
    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes) =>
        bytes switch
        {
            [0xFF, 0xFE, ..] or [(byte)'{', 0, ..] => Encoding.Unicode,
            [0xFE, 0xFF, ..] or [0, (byte)'{', ..] => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
