using System.Buffers.Binary;

namespace CloudswayVideo.Tests.Support;

/// <summary>The headers and the ends of images of any size, which is all that is looked at.</summary>
internal static class SampleImages
{
    public static byte[] Png(int width, int height)
    {
        byte[] image =
        [
            0x89,
            .. "PNG\r\n"u8,
            0x1A,
            0x0A,
            0,
            0,
            0,
            13,
            .. "IHDR"u8,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            8,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. "IDAT"u8,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            .. "IEND"u8,
            0,
            0,
            0,
            0,
        ];
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(image.AsSpan(20), height);
        return image;
    }

    public static byte[] Jpeg(int width, int height)
    {
        byte[] image =
        [
            0xFF,
            0xD8,
            0xFF,
            0xC0,
            0,
            17,
            8,
            0,
            0,
            0,
            0,
            3,
            1,
            0x11,
            0,
            2,
            0x11,
            0,
            3,
            0x11,
            0,
            0xFF,
            0xD9,
        ];
        BinaryPrimitives.WriteInt16BigEndian(image.AsSpan(7), (short)height);
        BinaryPrimitives.WriteInt16BigEndian(image.AsSpan(9), (short)width);
        return image;
    }
}
