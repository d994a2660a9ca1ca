using System.Buffers.Binary;
using System.Text;

namespace CloudswayVideo.Tests.Support;

/// <summary>The smallest file that is an MP4 by its boxes.</summary>
internal static class Mp4
{
    /// <summary>
    /// A video of a length, the bytes of which tell their place, so that one in a wrong place is noticed.
    /// </summary>
    public static byte[] OfLength(int length, int seed = 0)
    {
        var video = new byte[length];
        for (var place = 0; place < length; place++)
        {
            video[place] = (byte)((place + seed) % 251);
        }

        Box(video, 0, 16, "ftypisom"u8);
        Box(video, 16, 8, "moov"u8);
        Box(video, 24, length - 24, "mdat"u8);
        return video;
    }

    /// <summary>The boxes of the named types, each with a payload of four bytes.</summary>
    /// <param name="types">
    /// Types with blanks between them; a star after one makes it reach to the end of the file.
    /// </param>
    public static byte[] OfBoxes(string types) =>
        [
            .. types
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .SelectMany(type =>
                {
                    var box = new byte[12];
                    Box(
                        box,
                        0,
                        type.EndsWith('*') ? 0 : box.Length,
                        Encoding.ASCII.GetBytes(type[..4])
                    );
                    return box;
                }),
        ];

    private static void Box(byte[] video, int place, int size, ReadOnlySpan<byte> start)
    {
        BinaryPrimitives.WriteInt32BigEndian(video.AsSpan(place), size);
        start.CopyTo(video.AsSpan(place + 4));
    }
}
