using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Downloads to a stream, which takes each byte only once: they continue exactly, or fail.</summary>
public sealed class StreamDownloadTests
{
    [Fact]
    public async Task A_video_is_written_at_the_position_of_the_stream()
    {
        await using var server = new VideoServer();
        using var stream = new MemoryStream();
        stream.WriteByte(42);
        var heard = new List<TransferProgress>();

        var bytes = await (await server.VideoAsync()).SaveAsync(stream, new Listener(heard.Add));

        bytes.Should().Be(1000);
        stream.ToArray().Should().Equal([42, .. server.Bytes]);
        heard.Should().EndWith(new TransferProgress(1000, 1000));
    }

    [Fact]
    public async Task The_total_is_unknown_if_the_storage_does_not_announce_it()
    {
        await using var server = new VideoServer(VideoServer.AnnouncesNoLengthAndEndsAt(1000));
        using var stream = new MemoryStream();
        var heard = new List<TransferProgress>();

        await (await server.VideoAsync()).SaveAsync(stream, new Listener(heard.Add));

        heard
            .Should()
            .EndWith(new TransferProgress(1000, null))
            .And.OnlyContain(progress => progress.Fraction == null);
    }

    [Fact]
    public async Task A_transfer_that_breaks_off_is_continued_with_the_next_byte()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.Answers(503),
            VideoServer.Answers(403),
            VideoServer.BreaksOffAt(700)
        );
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(server.Bytes);
        server.Starts.Should().Equal(0, 300, 300, 300, 700);
        server.Questions.Should().Be(2);
    }

    [Fact]
    public async Task A_range_that_is_ignored_ends_it() =>
        await ShouldEndAfterAsync(
            2,
            "did not continue",
            VideoServer.BreaksOffAt(300),
            VideoServer.IgnoresRange
        );

    [Fact]
    public async Task A_wrong_rest_ends_it() =>
        await ShouldEndAfterAsync(
            2,
            "did not continue",
            VideoServer.BreaksOffAt(300),
            VideoServer.SaysContentRange("Content-Range: bytes 0-999/1000\r\n")
        );

    [Fact]
    public async Task A_range_that_is_refused_ends_it() =>
        await ShouldEndAfterAsync(
            2,
            "did not continue",
            VideoServer.BreaksOffAt(300),
            VideoServer.Answers(416)
        );

    [Fact]
    public async Task A_transfer_without_length_that_breaks_off_ends_it() =>
        await ShouldEndAfterAsync(
            1,
            "broke off after 300 bytes",
            VideoServer.AnnouncesNoLengthAndEndsAt(300)
        );

    [Fact]
    public async Task A_transfer_that_breaks_off_before_its_first_byte_starts_again()
    {
        await using var server = new VideoServer(VideoServer.BreaksOffAt(0)) { Headers = "" };
        using var stream = new MemoryStream();

        await (await server.VideoAsync()).SaveAsync(stream);

        stream.ToArray().Should().Equal(server.Bytes);
    }

    [Fact]
    public async Task A_body_that_is_no_video_is_not_written()
    {
        await using var server = new VideoServer(
            VideoServer.Answers(200, "<html>Not a video</html>")
        );
        var video = await server.VideoAsync();
        using var stream = new MemoryStream();

        var save = () => video.SaveAsync(stream);

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*other than an MP4 file*");
        stream.Length.Should().Be(0);
        server.Starts.Should().Equal(0);
    }

    [Fact]
    public async Task A_stream_that_fails_ends_the_download()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        using var stream = new MemoryStream(new byte[10]);

        var save = () => video.SaveAsync(stream);

        await save.Should().ThrowAsync<NotSupportedException>();
        server.Starts.Should().Equal(0);
    }

    [Fact]
    public async Task A_stream_that_cannot_be_written_is_refused_before_anything_is_fetched()
    {
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        using var stream = new MemoryStream([], writable: false);

        var save = () => video.SaveAsync(stream);

        await save.Should().ThrowAsync<ArgumentException>();
        server.Starts.Should().BeEmpty();
    }

    private static async Task ShouldEndAfterAsync(
        int requests,
        string message,
        params StorageAnswer[] answers
    )
    {
        await using var server = new VideoServer(answers);
        var video = await server.VideoAsync();
        using var stream = new MemoryStream();

        var save = () => video.SaveAsync(stream);

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage($"*{message}*");
        stream.ToArray().Should().Equal(server.Bytes[..300]);
        server.Starts.Should().HaveCount(requests);
    }
}
