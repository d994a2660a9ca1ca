using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Downloads from a storage whose file changed, or that ignores the requested range.</summary>
public sealed class ChangedDownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Target => _folder["v.mp4"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_video_that_changed_meanwhile_is_downloaded_from_its_start()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            (server, connection) =>
            {
                server.Bytes = Mp4.OfLength(900, seed: 7);
                server.Headers = "ETag: \"two\"\r\n";
                return server.WellAsync(connection);
            }
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(Mp4.OfLength(900, seed: 7));
        server.Starts.Should().Equal(0, 300);
    }

    [Fact]
    public async Task Another_video_from_the_storage_is_detected_by_its_etag()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            (server, connection) =>
            {
                server.Bytes = Mp4.OfLength(1000, seed: 7);
                server.Headers = "ETag: \"two\"\r\n";
                return VideoServer.SaysContentRange("Content-Range: bytes 300-999/1000\r\n")(
                    server,
                    connection
                );
            }
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(Mp4.OfLength(1000, seed: 7));
        server.Starts.Should().Equal(0, 300, 0);
    }

    [Theory]
    [InlineData("Content-Range: bytes 0-999/1000\r\n")]
    [InlineData("Content-Range: bytes 301-999/1000\r\n")]
    [InlineData("Content-Range: bytes 300-999/1001\r\n")]
    [InlineData("Content-Range: bytes 300-999/*\r\n")]
    [InlineData("Content-Range: bytes 300-998/1000\r\n")]
    [InlineData("Content-Range: bytes 300-1000/1000\r\n")]
    [InlineData("Content-Range: bytes 300-299/1000\r\n")]
    [InlineData("Content-Encoding: gzip\r\nContent-Range: bytes 300-999/1000\r\n")]
    [InlineData("Content-Range: frames 300-999/1000\r\n")]
    [InlineData("Content-Range: nonsense\r\n")]
    [InlineData("")]
    public async Task A_rest_with_a_wrong_Content_Range_is_not_appended(string contentRange)
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.SaysContentRange(contentRange)
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300, 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ETag: W/\"one\"\r\n")]
    [InlineData("ETag: \"two\"\r\n")]
    public async Task A_rest_without_proof_that_it_is_of_the_same_video_is_not_appended(
        string headers
    )
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            (_, connection) =>
                connection.AnswerAsync(
                    206,
                    new string('x', 700),
                    $"{headers}Content-Range: bytes 300-999/1000\r\n"
                )
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300, 0);
    }

    [Fact]
    public async Task A_storage_that_limits_the_bytes_of_a_response_is_asked_for_the_next_range()
    {
        await using var server = new VideoServer([
            VideoServer.BreaksOffAt(100),
            .. Enumerable.Repeat<StorageAnswer>(VideoServer.SendsAtMost(50), 18),
        ]);

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal([0, .. Enumerable.Range(2, 18).Select(part => part * 50L)]);
    }

    [Fact]
    public async Task A_rest_that_is_too_long_is_not_kept()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            (_, connection) =>
                connection.AnswerAsync(
                    206,
                    new string('x', 800),
                    "ETag: \"one\"\r\nContent-Range: bytes 300-999/1000\r\n"
                )
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
    }

    [Fact]
    public async Task An_ignored_range_starts_the_file_again()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.IgnoresRange
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300);
    }

    [Fact]
    public async Task A_refused_range_starts_the_file_again()
    {
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.Answers(416, headers: "Content-Range: bytes */1000\r\n")
        );

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 300, 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ETag: W/\"one\"\r\n")]
    [InlineData("ETag: one\r\n")]
    [InlineData("ETag: \"é\"\r\n")]
    public async Task Without_a_strong_etag_the_file_starts_again(string headers)
    {
        await using var server = new VideoServer(VideoServer.BreaksOffAt(300))
        {
            Headers = headers,
        };

        await (await server.VideoAsync()).SaveAsync(Target);

        await ShouldBeSavedAsync(server.Bytes);
        server.Starts.Should().Equal(0, 0);
    }

    private async Task ShouldBeSavedAsync(byte[] bytes)
    {
        _folder.Files.Should().Equal("v.mp4");
        (await File.ReadAllBytesAsync(Target)).AsSpan().SequenceEqual(bytes).Should().BeTrue();
    }
}
