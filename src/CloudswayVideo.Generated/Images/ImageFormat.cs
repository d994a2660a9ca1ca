using System.Buffers.Binary;

namespace CloudswayVideo.Images;

/// <summary>Reads the type and the size of an image from its header, without decoding it.</summary>
internal static class ImageFormat
{
    /// <exception cref="ArgumentException">It is not an image of a known type.</exception>
    public static (string MediaType, (int Width, int Height)? Size) Read(Stream stream, string name)
    {
        Span<byte> start = stackalloc byte[26];
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

        var size = mediaType == "image/jpeg" ? SizeOfJpeg(stream) : SizeIn(start);
        return (mediaType, size is { Width: > 0, Height: > 0 } ? size : null);
    }

    private static (int Width, int Height)? SizeIn(ReadOnlySpan<byte> start) =>
        start switch
        {
            [0x89, _, _, _, _, _, _, _, _, _, _, _, .. var rest]
                when rest.StartsWith("IHDR"u8) && rest.Length >= 12 => (
                BinaryPrimitives.ReadInt32BigEndian(rest[4..]),
                BinaryPrimitives.ReadInt32BigEndian(rest[8..])
            ),
            [(byte)'G', _, _, _, _, _, .. { Length: >= 4 } rest] => (
                BinaryPrimitives.ReadUInt16LittleEndian(rest),
                BinaryPrimitives.ReadUInt16LittleEndian(rest[2..])
            ),
            // A picture that is stored from top to bottom has a negative height.
            [(byte)'B', .. { Length: 25 } rest] => (
                BinaryPrimitives.ReadInt32LittleEndian(rest[17..]),
                (int)Math.Abs((long)BinaryPrimitives.ReadInt32LittleEndian(rest[21..]))
            ),
            _ => null,
        };

    private static (int Width, int Height)? SizeOfJpeg(Stream image)
    {
        var frame = JpegSegments.Read(image).FirstOrDefault(segment => segment.IsFrame);
        Span<byte> size = stackalloc byte[4];
        image.Position = frame.Start + 5;
        return frame.IsFrame && image.ReadAtLeast(size, 4, throwOnEndOfStream: false) == 4
            ? (
                BinaryPrimitives.ReadUInt16BigEndian(size[2..]),
                BinaryPrimitives.ReadUInt16BigEndian(size)
            )
            : null;
    }
}
