using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Media;

public sealed class DownloadTests(StubService service) : IClassFixture<StubService>
{
    [Fact]
    public async Task An_expired_url_is_replaced_by_a_fresh_one_and_never_by_a_new_job()
    {
        using var folder = new TemporaryFolder();
        var time = new SkippingTimeProvider();
        await using var mock = await CloudswayMock.StartAsync(new CloudswayMockOptions { TimeProvider = time });
        var video = await mock.CreateHailuoClient().GenerateAsync(HailuoVideoRequest.FromText("x"));

        time.Advance(TimeSpan.FromHours(10));
        await video.SaveAsync(folder["v.mp4"]);

        folder.Files.Should().Equal("v.mp4");
        mock.Requests.Count(request => request.Method == "POST").Should().Be(1);
        mock.Requests.Count(request => request.OperationId == "hailuo_getFile").Should().Be(2);
    }

    [Theory]
    [InlineData("<html>Not a video</html>", 200, "*what arrived is no MP4*")]
    [InlineData("", 200, "*what arrived is no MP4*")]
    [InlineData("", 500, "*its storage answered 500*")]
    public async Task What_is_no_video_leaves_no_file(string body, int statusCode, string message)
    {
        using var folder = new TemporaryFolder();
        var media = service.Answering(body, statusCode, "video/mp4");
        var video = await Video($"{media.BaseUrl}/{media.EndpointPath}/v.mp4?Signature=secret");

        var save = () => video.SaveAsync(folder["v.mp4"]);

        (await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(message)).Which.ToString().Should().NotContain("secret");
        folder.Files.Should().BeEmpty();
    }

    [Fact]
    public async Task The_access_key_stays_at_home()
    {
        using var folder = new TemporaryFolder();
        var media = service.Answering("\0\0\0\u000cftypisom", contentType: "video/mp4");
        var video = await Video($"{media.BaseUrl}/{media.EndpointPath}/v.mp4");

        await video.SaveAsync(folder["v.mp4"]);

        service.LastHeaders.Should().NotContain("Authorization");
    }

    private async Task<Video> Video(string url) =>
        await new HaiperClient(service.Answering($$"""{"status":"SUCCESS","mediaUrl":"{{url}}"}""")).GetJob("1").WaitAsync();
}
