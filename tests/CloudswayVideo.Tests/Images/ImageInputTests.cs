using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Images;

public class ImageInputTests
{
    private static readonly byte[] Png = SampleImages.Png(640, 360);

    [Fact]
    public async Task A_file_travels_as_a_data_uri_whose_type_its_bytes_tell()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["really-a-png.jpg"], Png);
        await using var mock = await CloudswayMock.StartAsync();

        await mock.CreateHailuoClient()
            .SubmitAsync(
                HailuoVideoRequest.FromImage(ImageInput.FromFile(folder["really-a-png.jpg"]))
            );

        mock.Requests.Should()
            .ContainSingle()
            .Which.Body.Should()
            .Be("""{"firstFrameImage":"data:image/png;base64,(60 characters)"}""");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(48 * 1024)]
    [InlineData((48 * 1024) + 1)]
    [InlineData(200_000)]
    public async Task The_bytes_arrive_as_they_were(int extra)
    {
        using var service = new StubService();
        byte[] bytes = [.. Png, .. Enumerable.Range(0, extra).Select(number => (byte)number)];
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));

        await client.SubmitAsync(
            HailuoVideoRequest.FromSubject(ImageInput.FromBytes(bytes), "She waves")
        );

        var body = service.LastBody;
        body.Should()
            .Be(
                $$"""{"prompt":"She waves","subjectReference":[{"type":"character","image":["data:image/png;base64,{{Convert.ToBase64String(bytes)}}"]}]}"""
            );
    }

    [Theory]
    [InlineData("https://example.com/a.jpg")]
    [InlineData("data:image/jpeg;base64,/9j/AAAA")]
    public void A_URL_or_a_data_uri_can_be_given_as_text(string text)
    {
        ImageInput input = text;

        input
            .ToString()
            .Should()
            .NotContain("example")
            .And.NotContain("AAAA")
            .And.Be(
                text.StartsWith("data", StringComparison.Ordinal) ? "image/jpeg, 6 bytes" : "URL"
            );
    }

    [Theory]
    [InlineData("/9j/4AAQSkZJRg==", "*Bare base64 is refused*")]
    [InlineData("ftp://host/a.jpg", "*Not a data URI*")]
    [InlineData("data:image/png;base64,not base64", "*not base64 to its end*")]
    [InlineData("http:/a.jpg", "*Not an absolute http or https URL*")]
    public void What_is_neither_is_refused_with_a_hint(string text, string message)
    {
        var create = () => ImageInput.FromString(text);

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, world!")]
    public void What_is_no_image_is_refused_at_once(string content)
    {
        var create = () => ImageInput.FromBytes(System.Text.Encoding.ASCII.GetBytes(content));

        create.Should().Throw<ArgumentException>().WithMessage("The image is *");
    }

    // By name, because the runner copies the arguments of a theory, and one of these has 20 MB.
    private static readonly Dictionary<string, Func<byte[]>> Refused = new()
    {
        ["too small"] = () => SampleImages.Png(300, 400),
        ["too wide"] = () => SampleImages.Png(1000, 400),
        ["too tall"] = () => SampleImages.Jpeg(400, 1000),
        ["too large"] = () => [.. SampleImages.Png(640, 360), .. new byte[20 * 1024 * 1024]],
        ["another format"] = () => [.. "GIF89a"u8, .. new byte[20]],
        ["WebP"] = () => [.. "RIFF....WEBPVP8 "u8],
        ["damaged"] = () => SampleImages.Png(640, 360)[..12],
    };

    [Theory]
    [InlineData("too small", "has 300×400 pixels, the shorter side must have more than 300")]
    [InlineData(
        "too wide",
        "has 1000×400 pixels, a ratio of 2.5, which must lie between 0.4 and 2.5"
    )]
    [InlineData(
        "too tall",
        "has 400×1000 pixels, a ratio of 0.4, which must lie between 0.4 and 2.5"
    )]
    [InlineData("too large", "bytes, at most 20,971,520 allowed")]
    [InlineData("another format", "is image/gif, allowed are image/jpeg and image/png")]
    [InlineData("WebP", "is image/webp, allowed are image/jpeg and image/png")]
    [InlineData("damaged", "has a header that tells no size")]
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
    public async Task The_checks_can_be_left_out_for_an_endpoint_that_takes_more()
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
    public async Task A_file_that_is_gone_when_it_is_to_be_sent_is_named_and_nothing_is_sent()
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["fox.png"], Png);
        var request = HailuoVideoRequest.FromImage(ImageInput.FromFile(folder["fox.png"]));
        File.Delete(folder["fox.png"]);

        var submit = () => mock.CreateHailuoClient().SubmitAsync(request);

        await submit.Should().ThrowAsync<IOException>().WithMessage("*fox.png*");
        mock.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Of_a_format_that_is_not_taken_nothing_else_is_said()
    {
        var client = new HailuoClient("k", "e");
        var webP = ImageInput.FromBytes([.. "RIFF....WEBPVP8 "u8]);

        var submit = () => client.SubmitAsync(HailuoVideoRequest.FromImage(webP));

        (await submit.Should().ThrowAsync<ArgumentException>())
            .WithMessage("*is image/webp, allowed are image/jpeg and image/png.*")
            .Which.Message.Should()
            .NotContain("header");
    }

    [LinuxFact]
    public async Task A_pipe_is_an_image_like_a_file()
    {
        using var folder = new TemporaryFolder();
        await Pipe.CreateAsync(folder["pipe"]);
        var writing = Task.Run(() => File.WriteAllBytesAsync(folder["pipe"], Png));
        await using var mock = await CloudswayMock.StartAsync();

        await mock.CreateHailuoClient()
            .SubmitAsync(HailuoVideoRequest.FromImage(ImageInput.FromFile(folder["pipe"])));

        await writing;
        mock.Requests.Should()
            .ContainSingle()
            .Which.Body.Should()
            .Contain("image/png;base64,(60 characters)");
    }

    [LinuxTheory]
    [InlineData("/dev/null", "null is empty.*")]
    [InlineData("/dev/zero", "zero has more than 64 MiB, or never ends.*")]
    [InlineData("/dev", "dev is a folder.*")]
    [InlineData("/dev/", "dev is a folder.*")]
    public void What_is_no_file_that_holds_an_image_is_refused_with_its_name(
        string path,
        string message
    )
    {
        var create = () => ImageInput.FromFile(path);

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task A_stream_is_read_where_it_stands_and_stays_open()
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var stream = new MemoryStream([1, 2, 3, .. Png]) { Position = 3 };

        await mock.CreateHailuoClient()
            .SubmitAsync(HailuoVideoRequest.FromImage(await ImageInput.FromStreamAsync(stream)));

        stream.CanRead.Should().BeTrue();
        mock.Requests.Should()
            .ContainSingle()
            .Which.Body.Should()
            .Contain("image/png;base64,(60 characters)");
    }

    [Theory]
    [InlineData("fox.mp4")]
    [InlineData("data:video/mp4;base64,AAAA")]
    [InlineData("ftp://host/fox.mp4")]
    public async Task A_source_of_Haiper_must_be_a_public_URL(string source)
    {
        var upscale = () =>
            new HaiperClient("k", "e").UpscaleAsync(
                new HaiperUpscaleRequest { Config = { SourceVideo = source } }
            );

        await upscale
            .Should()
            .ThrowAsync<ArgumentException>()
            .WithMessage("*config.sourceVideo is no public URL*");
    }
}
