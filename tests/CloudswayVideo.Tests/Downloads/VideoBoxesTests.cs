using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Which sequences of MP4 boxes are a complete video.</summary>
public sealed class VideoBoxesTests
{
    private const string Zeros = "00000000";
    private const string Tag = "5441475469746C65206F66206120736F6E67";

    [Theory]
    [InlineData("ftyp moov mdat")]
    [InlineData("ftyp free mdat moov")]
    [InlineData("ftyp wide mdat moov")]
    [InlineData("free ftyp moov mdat")]
    [InlineData("skip ftyp moov mdat")]
    [InlineData("wide mdat moov")]
    [InlineData("moov mdat")]
    [InlineData("mdat moov")]
    [InlineData("pnot moov mdat")]
    [InlineData("styp sidx moof mdat")]
    [InlineData("ftyp moov moof mdat moof mdat")]
    [InlineData("ftyp moov moof mdat mfra")]
    [InlineData("ftyp moov free uuid mdat mdat udta")]
    [InlineData("ftyp moov mdat*")]
    [InlineData("ftyp moov mdat", Zeros)]
    [InlineData("ftyp moov mdat", Zeros + Zeros + Zeros + Zeros)]
    [InlineData("ftyp moov mdat", "0A")]
    [InlineData("ftyp moov mdat", Tag)]
    [InlineData("ftyp mdat moov", "0000000761626364")]
    [InlineData("ftyp moov", "000000016D646174 0000000000000013 AABBCC")]
    public async Task With_a_length_these_boxes_are_a_video(string boxes, string tail = "")
    {
        var bytes = Bytes(boxes, tail);
        await using var server = new VideoServer { Bytes = bytes };
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(bytes);
        server.Starts.Should().Equal(0);
    }

    [Theory]
    [InlineData("ftyp")]
    [InlineData("ftyp moov")]
    [InlineData("ftyp mdat")]
    [InlineData("ftyp moov free")]
    [InlineData("ftyp moov moof")]
    [InlineData("styp moof")]
    [InlineData("ftyp moov", Zeros + Zeros)]
    [InlineData("ftyp mdat", "000000206D6F6F76AABB")]
    [InlineData("ftyp moov", "000000206D646174AABB")]
    [InlineData("ftyp moov mdat", "000000206D646174AABB")]
    [InlineData("ftyp moov moof", "000000206D646174AABB")]
    [InlineData("meta moov mdat")]
    [InlineData("", "3C68746D6C3E3C626F64793E")]
    public async Task With_a_length_these_boxes_are_refused(string boxes, string tail = "")
    {
        await using var server = new VideoServer { Bytes = Bytes(boxes, tail) };
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*other than an MP4 file*");
        server.Starts.Should().Equal(0);
    }

    [Theory]
    [InlineData("ftyp moov mdat")]
    [InlineData("ftyp mdat moov")]
    [InlineData("wide mdat moov")]
    [InlineData("ftyp moov mdat free")]
    [InlineData("ftyp moov moof mdat moof mdat mfra")]
    public async Task Without_a_length_these_boxes_are_a_complete_video(string boxes)
    {
        var bytes = Bytes(boxes);
        await using var server = new VideoServer(
            VideoServer.AnnouncesNoLengthAndEndsAt(bytes.Length)
        )
        {
            Bytes = bytes,
        };
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(bytes);
    }

    [Theory]
    [InlineData("ftyp")]
    [InlineData("ftyp moov")]
    [InlineData("ftyp mdat")]
    [InlineData("ftyp moov mdat*")]
    [InlineData("ftyp mdat moov*")]
    [InlineData("ftyp moov moof mdat")]
    [InlineData("ftyp moov moof mdat moof")]
    [InlineData("styp moof mdat")]
    [InlineData("ftyp moov mdat", Zeros)]
    [InlineData("ftyp moov mdat", "000000206672656500")]
    public async Task Without_a_length_these_boxes_may_be_incomplete_and_are_refused(
        string boxes,
        string tail = ""
    )
    {
        var bytes = Bytes(boxes, tail);
        await using var server = new VideoServer(
            VideoServer.AnnouncesNoLengthAndEndsAt(bytes.Length)
        )
        {
            Bytes = bytes,
        };
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage("*broke off after*");
    }

    private static byte[] Bytes(string boxes, string tail = "") =>
        [
            .. Mp4.OfBoxes(boxes),
            .. Convert.FromHexString(tail.Replace(" ", "", StringComparison.Ordinal)),
        ];
}
