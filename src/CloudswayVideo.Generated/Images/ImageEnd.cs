using System.Buffers.Binary;

namespace CloudswayVideo.Images;

/// <summary>
/// Looks for the end that a PNG or JPEG file marks; an interrupted download or copy lacks it. More bytes may follow the
/// end, because telephones append a film or a depth map.
/// </summary>
internal static class ImageEnd
{
    /// <returns>False also for other types, and for a file that is too large to send.</returns>
    public static bool IsMissing(Stream image, string mediaType) =>
        image.Length <= ImageSource.MaximumBytes
        && mediaType switch
        {
            "image/png" => IsMissingInPng(image),
            "image/jpeg" => IsMissingInJpeg(image),
            _ => false,
        };

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

    private static bool IsMissingInJpeg(Stream image) =>
        JpegSegments.Read(image).LastOrDefault().Marker switch
        {
            JpegSegments.EndOfImage => false,
            JpegSegments.StartOfScan => !HasEnd(image),
            _ => true,
        };

    private static bool HasEnd(Stream image)
    {
        ReadOnlySpan<byte> end = [JpegSegments.Mark, JpegSegments.EndOfImage];
        var buffer = new byte[64 * 1024];
        byte before = 0;
        int count;
        while ((count = image.Read(buffer)) > 0)
        {
            var bytes = buffer.AsSpan(0, count);
            if (before == end[0] && bytes[0] == end[1] || bytes.IndexOf(end) >= 0)
            {
                return true;
            }

            before = bytes[^1];
        }

        return false;
    }
}
