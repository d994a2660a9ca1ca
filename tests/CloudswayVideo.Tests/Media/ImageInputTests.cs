using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Media;

public class ImageInputTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3, 4, 5];

    [Fact]
    public async Task A_file_travels_as_a_data_uri_whose_type_its_bytes_tell()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder["really-a-png.jpg"], Png);
        await using var mock = await CloudswayMock.StartAsync();

        await mock.CreateHailuoClient().SubmitAsync(HailuoVideoRequest.FromImage(ImageInput.FromFile(folder["really-a-png.jpg"])));

        mock.Requests.Should().ContainSingle().Which.Body.Should().Be("""{"firstFrameImage":"data:image/png;base64,(20 characters)"}""");
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

        await client.SubmitAsync(HailuoVideoRequest.FromSubject(ImageInput.FromBytes(bytes), "She waves"));

        var body = service.LastBody;
        body.Should().Be($$"""{"prompt":"She waves","subjectReference":[{"type":"character","image":["data:image/png;base64,{{Convert.ToBase64String(bytes)}}"]}]}""");
    }

    [Theory]
    [InlineData("https://example.com/a.jpg")]
    [InlineData("data:image/jpeg;base64,AAAA")]
    public void A_URL_or_a_data_uri_can_be_given_as_text(string text)
    {
        ImageInput input = text;

        input.ToString().Should().NotContain("example").And.NotContain("AAAA");
    }

    [Theory]
    [InlineData("/9j/4AAQSkZJRg==", "*Bare base64 is refused*")]
    [InlineData("ftp://host/a.jpg", "*Not a data URI*")]
    [InlineData("http:/a.jpg", "*Not an absolute http or https URL*")]
    public void What_is_neither_is_refused_with_a_hint(string text, string message)
    {
        var create = () => ImageInput.FromString(text);

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Theory]
    [InlineData("GIF89a.......", "The image is a GIF image; only JPEG and PNG are allowed.*")]
    [InlineData("RIFF....WEBPVP8 ", "The image is a WebP image;*")]
    [InlineData("", "The image is empty;*")]
    [InlineData("hello, world!", "The image is no image that is known here;*")]
    public void Other_formats_are_refused_by_name(string content, string message)
    {
        var create = () => ImageInput.FromBytes(System.Text.Encoding.ASCII.GetBytes(content));

        create.Should().Throw<ArgumentException>().WithMessage(message);
    }

    [Fact]
    public void More_than_20_MB_are_refused_with_the_size()
    {
        var create = () => ImageInput.FromBytes(new byte[(20 * 1024 * 1024) + 1]);

        create.Should().Throw<ArgumentException>().WithMessage("*20,971,521 bytes; at most 20,971,520*");
    }
}
