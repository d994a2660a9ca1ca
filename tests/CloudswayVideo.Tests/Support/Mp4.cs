using System.Buffers.Binary;

namespace CloudswayVideo.Tests.Support;

/// <summary>The smallest file that is an MP4 by its boxes.</summary>
internal static class Mp4
{
    /// <summary>A video of a length, the bytes of which tell their place, so that one in a wrong place is noticed.</summary>
    public static byte[] OfLength(int length, int seed = 0)
    {
        var video = new byte[length];
        for (var place = 0; place < length; place++)
        {
            video[place] = (byte)((place + seed) % 251);
        }

        Box(video, 0, 16, "ftypisom"u8);
        Box(video, 16, length - 16, "mdat"u8);
        return video;
    }

    private static void Box(byte[] video, int place, int size, ReadOnlySpan<byte> start)
    {
        BinaryPrimitives.WriteInt32BigEndian(video.AsSpan(place), size);
        start.CopyTo(video.AsSpan(place + 4));
    }
}
