using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Images;

public partial class ImageInputTests
{
    // By name, because xunit copies the arguments of a theory, and one of these images has 20 MB.
    private static readonly Dictionary<string, Func<byte[]>> Refused = new()
    {
        ["too small"] = () => SampleImages.Png(300, 400),
        ["too wide"] = () => SampleImages.Png(1000, 400),
        ["too tall"] = () => SampleImages.Jpeg(400, 1000),
        ["too large"] = () => [.. SampleImages.Png(640, 360), .. new byte[20 * 1024 * 1024]],
        ["another format"] = () => [.. "GIF89a"u8, .. new byte[20]],
        ["WebP"] = () => [.. "RIFF....WEBPVP8 "u8],
        ["damaged"] = () => SampleImages.Png(640, 360)[..12],
        ["damaged chunk"] = () =>
            [.. SampleImages.Png(640, 360)[..33], 0xFF, 0xFF, 0xFF, 0xFF, .. new byte[20]],
        ["cut before its size"] = () => [0xFF, 0xD8, 0xFF, 0xE0, 0, 16, .. "JF"u8],
        ["without size"] = () => SampleImages.Jpeg(0, 360),
    };

    [Theory]
    [InlineData("too small", "has 300×400 pixels; the shorter side must have more than 300")]
    [InlineData("too wide", "has 1000×400 pixels, a ratio of 2.5; it must be between 0.4 and 2.5")]
    [InlineData("too tall", "has 400×1000 pixels, a ratio of 0.4; it must be between 0.4 and 2.5")]
    [InlineData("too large", "bytes, at most 20,971,520 allowed")]
    [InlineData("another format", "is image/gif, allowed are image/jpeg and image/png")]
    [InlineData("WebP", "is image/webp, allowed are image/jpeg and image/png")]
    [InlineData("damaged", "has no size in its header")]
    [InlineData("damaged chunk", "is cut off: the file ends before the image does")]
    [InlineData("cut before its size", "has no size in its header")]
    [InlineData("without size", "has no size in its header")]
    public async Task An_image_beyond_the_documented_limits_is_refused_and_nothing_is_sent(
        string form,
        string problem
    )
    {
        using var service = new StubService();
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));
        var image = ImageInput.FromBytes(Refused[form]());

        var firstFrame = () => client.SubmitAsync(HailuoVideoRequest.FromImage(image));
        var subject = () => client.SubmitAsync(HailuoVideoRequest.FromSubject(image));

        (await firstFrame.Should().ThrowAsync<ArgumentException>(form))
            .Which.Message.Should()
            .Contain("firstFrameImage")
            .And.Contain(problem);
        (await subject.Should().ThrowAsync<ArgumentException>(form))
            .Which.Message.Should()
            .Contain("subjectReference.image")
            .And.Contain(problem);
        service.Arrivals(client).Should().Be(0);
    }

    [Theory]
    [InlineData(301, 301)]
    [InlineData(999, 400)]
    [InlineData(401, 1000)]
    public async Task An_image_just_within_the_limits_is_sent(int width, int height)
    {
        await using var mock = await CloudswayMock.StartAsync();

        await mock.CreateHailuoClient()
            .SubmitAsync(
                HailuoVideoRequest.FromImage(ImageInput.FromBytes(SampleImages.Jpeg(width, height)))
            );

        mock.Requests.Should().ContainSingle().Which.StatusCode.Should().Be(200);
    }

    [Fact]
    public async Task Checks_can_be_turned_off_for_an_endpoint_that_accepts_more()
    {
        await using var mock = await CloudswayMock.StartAsync();

        await mock.CreateHailuoClient()
            .SubmitAsync(
                HailuoVideoRequest.FromImage(
                    ImageInput.FromBytes([.. "RIFF....WEBPVP8 "u8]).WithoutChecks()
                )
            );

        mock.Requests.Should()
            .ContainSingle()
            .Which.Body.Should()
            .Contain("data:image/webp;base64,");
    }

    [Fact]
    public async Task A_wrong_format_is_the_only_problem_that_is_reported()
    {
        var client = new HailuoClient("k", "e");
        var webP = ImageInput.FromBytes([.. "RIFF....WEBPVP8 "u8]);

        var submit = () => client.SubmitAsync(HailuoVideoRequest.FromImage(webP));

        (await submit.Should().ThrowAsync<ArgumentException>())
            .WithMessage("*is image/webp, allowed are image/jpeg and image/png.*")
            .Which.Message.Should()
            .NotContain("header");
    }
}
