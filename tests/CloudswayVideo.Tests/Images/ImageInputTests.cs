using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Images;

public partial class ImageInputTests
{
    private static readonly byte[] Png = SampleImages.Png(640, 360);

    [Fact]
    public async Task A_file_is_sent_as_a_data_uri_with_the_type_of_its_bytes()
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
            .Be("""{"firstFrameImage":"data:image/png;base64,(76 characters)"}""");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(48 * 1024)]
    [InlineData((48 * 1024) + 1)]
    [InlineData(200_000)]
    public async Task The_bytes_arrive_unchanged(int extra)
    {
        using var service = new StubService();
        byte[] bytes = [.. Png, .. Enumerable.Range(0, extra).Select(number => (byte)number)];
        var client = new HailuoClient(service.Answering("""{"taskId":"1"}"""));

        await client.SubmitAsync(
            HailuoVideoRequest.FromSubject(ImageInput.FromBytes(bytes), "She waves")
        );

        var uri = $"data:image/png;base64,{Convert.ToBase64String(bytes)}";
        service
            .LastBody.Should()
            .Be(
                $$"""{"prompt":"She waves","subjectReference":[{"type":"character","image":["{{uri}}"]}]}"""
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
    [InlineData("data:image/png;base64,not base64", "*invalid base64*")]
    [InlineData("http:/a.jpg", "*Not an absolute http or https URL*")]
    public void Any_other_text_is_refused_with_a_hint(string text, string message)
    {
        var create = () => ImageInput.FromString(text);

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello, world!")]
    public void Bytes_that_are_no_image_are_refused_at_once(string content)
    {
        var create = () => ImageInput.FromBytes(System.Text.Encoding.ASCII.GetBytes(content));

        create.Should().Throw<ArgumentException>().WithMessage("The image is *");
    }

    [Fact]
    public async Task A_file_that_was_deleted_before_sending_is_named_and_nothing_is_sent()
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

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task A_file_that_was_changed_before_sending_is_named_and_nothing_is_sent(int more)
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["fox.png"], Png);
        var request = HailuoVideoRequest.FromImage(ImageInput.FromFile(folder["fox.png"]));
        var changed = new byte[Png.Length + more];
        await File.WriteAllBytesAsync(folder["fox.png"], changed);

        var submit = () => mock.CreateHailuoClient().SubmitAsync(request);

        await submit
            .Should()
            .ThrowAsync<IOException>()
            .WithMessage($"*fox.png*{Png.Length} bytes*now {changed.Length}*");
        mock.Requests.Should().BeEmpty();
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
            .Contain("image/png;base64,(76 characters)");
    }

    [LinuxTheory]
    [InlineData("/dev/null", "null is empty.*")]
    [InlineData("/dev/zero", "zero is larger than 64 MiB, or never ends.*")]
    [InlineData("/dev", "dev is a folder.*")]
    [InlineData("/dev/", "dev is a folder.*")]
    public void A_path_without_an_image_is_refused_with_its_name(string path, string message)
    {
        var create = () => ImageInput.FromFile(path);

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public async Task A_stream_is_read_from_its_position_and_stays_open()
    {
        await using var mock = await CloudswayMock.StartAsync();
        using var stream = new MemoryStream([1, 2, 3, .. Png]) { Position = 3 };

        await mock.CreateHailuoClient()
            .SubmitAsync(HailuoVideoRequest.FromImage(await ImageInput.FromStreamAsync(stream)));

        stream.CanRead.Should().BeTrue();
        mock.Requests.Should()
            .ContainSingle()
            .Which.Body.Should()
            .Contain("image/png;base64,(76 characters)");
    }

    [Fact]
    public void The_search_for_the_end_of_a_JPEG_file_ends_whatever_the_file_ends_with()
    {
        byte[] start = [0xFF, 0xD8, 0xFF];
        foreach (byte[] rest in new byte[][] { [0xFF], [0xFF, 0xFF], [0xE0, 0, 0], [0xE0, 0, 1] })
        {
            ImageInput
                .FromBytes([.. start, .. rest])
                .ToString()
                .Should()
                .Contain($"image/jpeg, {start.Length + rest.Length} bytes");
        }
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
            .WithMessage("*config.sourceVideo is not a public URL*");
    }
}
