using System.Buffers.Binary;

namespace CloudswayVideo.Images;

/// <summary>A segment of a JPEG file.</summary>
/// <param name="Marker">Its kind.</param>
/// <param name="Start">Where it starts in the file.</param>
internal readonly record struct JpegSegment(byte Marker, long Start)
{
    /// <summary>Whether it has the size of the picture.</summary>
    public bool IsFrame => Marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);
}

/// <summary>
/// The segments of a JPEG file before the picture. A thumbnail in one of them has segments of its own, which are
/// skipped.
/// </summary>
internal static class JpegSegments
{
    public const byte Mark = 0xFF;
    public const byte EndOfImage = 0xD9;
    public const byte StartOfScan = 0xDA;

    /// <returns>
    /// The last one is the start of the scan, where the stream then is, or the end of the image, which damage is
    /// taken for, too. Neither comes if the file ends before.
    /// </returns>
    public static IEnumerable<JpegSegment> Read(Stream image)
    {
        var head = new byte[4];
        // Counted from the start of each segment, so that every round moves on, whatever the file ends with.
        for (long start = 2; ; )
        {
            image.Position = start;
            if (image.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < 2)
            {
                yield break;
            }

            var segment = new JpegSegment(head[0] == Mark ? head[1] : EndOfImage, start);
            yield return segment;
            if (segment.Marker is EndOfImage or StartOfScan)
            {
                yield break;
            }

            start +=
                segment.Marker == Mark
                    ? 1
                    : 2 + BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
        }
    }
}
