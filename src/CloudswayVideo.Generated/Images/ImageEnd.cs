using System.Buffers.Binary;

namespace CloudswayVideo.Images;

/// <summary>
/// Looks for the end that a PNG or JPEG file marks; an interrupted download or copy lacks it. More bytes may follow the
/// end, because telephones append a film or a depth map.
/// </summary>
internal static class ImageEnd
{
    private const byte Mark = 0xFF;
    private const byte EndOfImage = 0xD9;
    private const byte StartOfScan = 0xDA;

    /// <returns>False also for other types, and for a file that is too large to send.</returns>
    public static bool IsMissing(Stream image, string mediaType)
    {
        if (image.Length > ImageSource.MaximumBytes)
        {
            return false;
        }

        return mediaType switch
        {
            "image/png" => IsMissingInPng(image),
            "image/jpeg" => IsMissingInJpeg(image),
            _ => false,
        };
    }

    private static bool IsMissingInPng(Stream image)
    {
        image.Position = 8;
        Span<byte> head = stackalloc byte[8];
        while (image.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            if (head[4..].SequenceEqual("IEND"u8))
            {
                return false;
            }

            // The data of a chunk, and its checksum.
            var next = image.Position + BinaryPrimitives.ReadUInt32BigEndian(head) + 4;
            image.Position = Math.Min(next, image.Length);
        }

        return true;
    }

    // A thumbnail in a segment before the picture has an end of its own, so segments are skipped.
    private static bool IsMissingInJpeg(Stream image)
    {
        Span<byte> head = stackalloc byte[4];
        // Counted from the start of each segment, so that every round moves on, whatever the file ends with.
        for (long start = 2; ; )
        {
            image.Position = start;
            if (image.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < 2)
            {
                return true;
            }

            if (head[0] != Mark || head[1] == EndOfImage)
            {
                return false;
            }

            if (head[1] == StartOfScan)
            {
                return !HasEnd(image);
            }

            start += head[1] == Mark ? 1 : 2 + BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
        }
    }

    private static bool HasEnd(Stream image)
    {
        var buffer = new byte[64 * 1024];
        byte before = 0;
        int count;
        while ((count = image.Read(buffer)) > 0)
        {
            var bytes = buffer.AsSpan(0, count);
            if (before == Mark && bytes[0] == EndOfImage || bytes.IndexOf([Mark, EndOfImage]) >= 0)
            {
                return true;
            }

            before = bytes[^1];
        }

        return false;
    }
}
