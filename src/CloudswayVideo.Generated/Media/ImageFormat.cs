namespace CloudswayVideo;

/// <summary>Tells an image by its first bytes, never by its name.</summary>
internal static class ImageFormat
{
    private const int MaximumBytes = 20 * 1024 * 1024;

    /// <summary>The media type of a file that the service takes.</summary>
    /// <exception cref="ArgumentException">It is none; the message says what was found and what is allowed.</exception>
    public static string Check(Stream stream, string name)
    {
        if (stream.Length > MaximumBytes)
        {
            throw new ArgumentException($"{name} has {stream.Length:N0} bytes; at most {MaximumBytes:N0} (20 MB) are allowed. Make it smaller.");
        }

        Span<byte> start = stackalloc byte[12];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return start switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            _ => throw new ArgumentException($"{name} is {Found(start)}; only JPEG and PNG are allowed. Convert it."),
        };
    }

    private static string Found(ReadOnlySpan<byte> start) => start switch
    {
        [] => "empty",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "a WebP image",
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "a GIF image",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "a video or a HEIF image",
        [(byte)'B', (byte)'M', ..] => "a BMP image",
        _ => "no image that is known here",
    };
}
