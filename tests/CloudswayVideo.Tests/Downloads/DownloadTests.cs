using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

public sealed class DownloadTests(StubService service) : IClassFixture<StubService>
{
    [Fact]
    public async Task An_expired_url_is_replaced_by_a_fresh_one_and_never_by_a_new_job()
    {
        using var folder = new TemporaryFolder();
        var time = new SkippingTimeProvider();
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { TimeProvider = time }
        );
        var video = await mock.CreateHailuoClient().GenerateAsync(HailuoVideoRequest.FromText("x"));

        time.Advance(TimeSpan.FromHours(10));
        await video.SaveAsync(folder["v.mp4"]);

        folder.Files.Should().Equal("v.mp4");
        mock.Requests.Count(request => request.Method == "POST").Should().Be(1);
        mock.Requests.Count(request => request.OperationId == "hailuo_getFile").Should().Be(2);
    }

    [Theory]
    [InlineData("<html>Not a video</html>", 200, "*something other than an MP4 file*")]
    [InlineData("", 200, "*something other than an MP4 file*")]
    [InlineData("", 500, "*its storage answered HTTP 500*")]
    public async Task A_body_that_is_no_video_leaves_no_file(
        string body,
        int statusCode,
        string message
    )
    {
        using var folder = new TemporaryFolder();
        var media = service.Answering(body, statusCode, "video/mp4");
        var video = await Video($"{media.BaseUrl}/{media.EndpointPath}/v.mp4?Signature=secret");

        var save = () => video.SaveAsync(folder["v.mp4"]);

        (await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(message))
            .Which.ToString()
            .Should()
            .NotContain("secret");
        folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(402)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(451)]
    [InlineData(499)]
    public async Task A_url_that_expires_during_the_transfer_is_replaced_and_the_transfer_continues(
        int statusCode
    )
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer(
            VideoServer.BreaksOffAt(300),
            VideoServer.Answers(statusCode)
        );

        await (await server.VideoAsync()).SaveAsync(folder["v.mp4"]);

        (await File.ReadAllBytesAsync(folder["v.mp4"])).Should().Equal(server.Bytes);
        server.Starts.Should().Equal(0, 300, 300);
        server.Questions.Should().Be(2);
    }

    [Fact]
    public async Task A_url_that_stays_refused_is_replaced_once_in_each_of_five_attempts()
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer([
            .. Enumerable.Repeat(VideoServer.Answers(403), 20),
        ]);
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(folder["v.mp4"]);

        (await save.Should().ThrowAsync<VideoDownloadException>().WithMessage("*403*"))
            .Which.ToString()
            .Should()
            .NotContain("secret");
        server.Starts.Should().HaveCount(10);
        server.Questions.Should().Be(6);
        folder.Files.Should().BeEmpty();
    }

    // Vikit-ai/sdk#127: the URL is told some seconds before the file is there, or while it is still written.
    [Theory]
    [InlineData(403, 0)]
    [InlineData(404, 0)]
    [InlineData(200, 0)]
    [InlineData(200, 500)]
    public async Task A_video_that_its_storage_does_not_have_yet_is_fetched_a_little_later(
        int statusCode,
        int length
    )
    {
        using var folder = new TemporaryFolder();
        StorageAnswer notYet = (server, connection) =>
            statusCode == 200
                ? VideoServer.Sends(server.Bytes[..length], "")(server, connection)
                : VideoServer.Answers(statusCode)(server, connection);
        await using var server = new VideoServer(notYet, notYet, notYet);

        await (await server.VideoAsync()).SaveAsync(folder["v.mp4"]);

        (await File.ReadAllBytesAsync(folder["v.mp4"])).Should().Equal(server.Bytes);
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("file:///etc/passwd")]
    [InlineData("media/v.mp4")]
    public async Task Only_an_http_or_https_url_is_fetched(string url)
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer { MediaUrl = url };
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(folder["v.mp4"]);

        await save.Should()
            .ThrowAsync<VideoDownloadException>()
            .WithMessage("*not an http or https URL*");
        folder.Files.Should().BeEmpty();
    }

    [Theory]
    [InlineData("../evil.mp4")]
    [InlineData("..\\evil.mp4")]
    [InlineData("/tmp/evil.mp4")]
    [InlineData("v.mp4\0evil")]
    public async Task The_file_name_of_the_service_is_not_used_as_a_path(string name)
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer { FileName = name };
        var video = await new HailuoClient(server.Options).GetJob("1").WaitAsync();
        var inner = Directory.CreateDirectory(folder["inner"]);

        await video.SaveAsync(Path.Combine(inner.FullName, "v.mp4"));

        video.FileName.Should().Be(name);
        inner.GetFiles().Select(file => file.Name).Should().Equal("v.mp4");
        folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task A_progress_that_throws_does_not_end_the_download()
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer();

        await (await server.VideoAsync()).SaveAsync(
            folder["v.mp4"],
            new Listener(_ => throw new InvalidOperationException())
        );

        folder.Files.Should().Equal("v.mp4");
    }

    [Theory]
    [InlineData("missing/v.mp4")]
    [InlineData("file/v.mp4")]
    [InlineData("folder")]
    [InlineData("folder/")]
    public async Task If_no_file_can_be_written_nothing_is_fetched_and_nothing_is_left(string path)
    {
        using var folder = new TemporaryFolder();
        await using var server = new VideoServer();
        var video = await server.VideoAsync();
        await File.WriteAllTextAsync(folder["file"], "");
        var inner = Directory.CreateDirectory(folder["folder"]);

        var save = () => video.SaveAsync(folder[path]);

        await save.Should().ThrowAsync<IOException>();
        server.Starts.Should().BeEmpty();
        folder.Files.Should().Equal("file");
        inner.GetFiles().Should().BeEmpty();
    }

    [Fact]
    public async Task The_access_key_is_not_sent_to_the_storage()
    {
        using var folder = new TemporaryFolder();
        var media = service.Answering(
            "\0\0\0\u0008ftyp\0\0\0\u0008moov\0\0\0\u0008mdat",
            contentType: "video/mp4"
        );
        var video = await Video($"{media.BaseUrl}/{media.EndpointPath}/v.mp4");

        await video.SaveAsync(folder["v.mp4"]);

        service.LastHeaders.Should().NotContain("Authorization");
    }

    private async Task<Video> Video(string url) =>
        await new HaiperClient(service.Answering($$"""{"status":"SUCCESS","mediaUrl":"{{url}}"}"""))
            .GetJob("1")
            .WaitAsync();
}
