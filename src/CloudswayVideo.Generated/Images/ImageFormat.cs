namespace CloudswayVideo.Images;

/// <summary>Reads the type and the size of an image from its header, without decoding it.</summary>
internal static class ImageFormat
{
    /// <exception cref="ArgumentException">It is not an image of a known type.</exception>
    public static (string MediaType, (int Width, int Height)? Size) Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[12];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        var mediaType = start switch
        {
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, .. var type]
                when type.StartsWith("WEBP"u8) => "image/webp",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'B', (byte)'M', ..] => "image/bmp",
            [] => throw new ArgumentException($"{name} is empty. Pass the bytes of an image."),
            _ => throw new ArgumentException(
                $"{name} is not an image of a known type. Pass a JPEG or PNG file."
            ),
        };

        stream.Position = 0;
        var header = StbImageSharp.ImageInfo.FromStream(stream);
        return (mediaType, header is null ? null : (header.Value.Width, header.Value.Height));
    }
}
