using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace CloudswayVideo.Http;

/// <summary>Reads the body of a reply asynchronously to its last byte, and not past a limit.</summary>
internal static class ReplyReader
{
    /// <summary>No reply of the gateway comes near it; a reply that does is not read on.</summary>
    public const int MaximumBytes = 4 * 1024 * 1024;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public static async ValueTask<string> ReadAsync(
        HttpContent content,
        CancellationToken cancellationToken
    )
    {
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var length = 0;
            while (true)
            {
                var count = await stream
                    .ReadAsync(buffer.AsMemory(length), cancellationToken)
                    .ConfigureAwait(false);
                if (count == 0)
                {
                    return Decode(buffer.AsSpan(0, length));
                }

                length += count;
                if (length > MaximumBytes)
                {
                    // Half a JSON text is unreadable, and is told as such, with its beginning.
                    return Decode(buffer.AsSpan(0, MaximumBytes));
                }

                buffer = length == buffer.Length ? Grow(buffer) : buffer;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    // The gateway sends UTF-8 whatever charset its header names.
    private static string Decode(ReadOnlySpan<byte> bytes) =>
        Encoding.UTF8.GetString(bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes);

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
