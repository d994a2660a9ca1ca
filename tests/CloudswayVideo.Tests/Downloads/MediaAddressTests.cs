using System.Net;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>
/// A gateway on the internet, or a redirect of its storage, must not lead to the network of this machine.
/// </summary>
public partial class MediaAddressTests
{
    private const string LeadsHere = "*its URL leads to an address of this machine, its network*";

    [Theory]
    [InlineData("https://localhost/v.mp4")]
    [InlineData("https://127.0.0.1/v.mp4")]
    [InlineData("https://2130706433/v.mp4")]
    [InlineData("https://10.1.2.3/v.mp4")]
    [InlineData("https://100.64.0.1/v.mp4")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://172.31.255.255/v.mp4")]
    [InlineData("https://192.168.0.1:8443/v.mp4")]
    [InlineData("https://0.0.0.0/v.mp4")]
    [InlineData("https://[::1]/v.mp4")]
    [InlineData("https://[::ffff:10.0.0.1]/v.mp4")]
    [InlineData("https://[fd00::1]/v.mp4")]
    [InlineData("https://[fe80::1]/v.mp4")]
    [InlineData("https://localhost./v.mp4")]
    [InlineData("https://LocalHost/v.mp4")]
    [InlineData("https://metadata.localhost/v.mp4")]
    [InlineData("https://127.0.0.1./v.mp4")]
    [InlineData("https://0x7f.1/v.mp4")]
    [InlineData("https://0177.0.0.1/v.mp4")]
    [InlineData("https://168.63.129.16/v.mp4")]
    [InlineData("https://192.0.0.192/v.mp4")]
    [InlineData("https://192.0.2.1/v.mp4")]
    [InlineData("https://192.88.99.1/v.mp4")]
    [InlineData("https://198.18.0.1/v.mp4")]
    [InlineData("https://198.51.100.1/v.mp4")]
    [InlineData("https://203.0.113.1/v.mp4")]
    [InlineData("https://224.0.0.1/v.mp4")]
    [InlineData("https://255.255.255.255/v.mp4")]
    [InlineData("https://[::]/v.mp4")]
    [InlineData("https://[::10.0.0.1]/v.mp4")]
    [InlineData("https://[::ffff:0:10.0.0.1]/v.mp4")]
    [InlineData("https://[64:ff9b::7f00:1]/v.mp4")]
    [InlineData("https://[64:ff9b:1::a9fe:a9fe]/v.mp4")]
    [InlineData("https://[100::1]/v.mp4")]
    [InlineData("https://[2001::1]/v.mp4")]
    [InlineData("https://[2001:db8::1]/v.mp4")]
    [InlineData("https://[2002:7f00:1::]/v.mp4")]
    [InlineData("https://[2620:4f:8000::1]/v.mp4")]
    [InlineData("https://[2a00:1450::5efe:a00:1]/v.mp4")]
    [InlineData("https://[3fff::1]/v.mp4")]
    [InlineData("https://[5f00::1]/v.mp4")]
    [InlineData("https://[fec0::1]/v.mp4")]
    [InlineData("https://[ff02::1]/v.mp4")]
    public async Task An_address_of_this_network_is_not_fetched(string url) =>
        await ShouldBeRefusedAsync(url, LeadsHere);

    [Fact]
    public async Task A_url_without_TLS_is_not_fetched() =>
        await ShouldBeRefusedAsync(
            "http://storage.example/v.mp4?Signature=secret",
            "*only https is allowed*"
        );

    [Theory]
    [InlineData("https://172.32.0.1/v.mp4")]
    [InlineData("https://168.63.129.17/v.mp4")]
    [InlineData("https://[2a00:1450:4001:80b::200e]/v.mp4")]
    [InlineData("https://[2a00:1450::5efe:808:808]/v.mp4")]
    [InlineData("https://[::ffff:8.8.8.8]/v.mp4")]
    [InlineData("https://storage.example/v.mp4")]
    public async Task A_public_address_is_fetched(string url)
    {
        using var media = new HttpClient(new Answering(Mp4.OfLength(100)));
        var video = await Client("https://gateway.example/v1/ai", url, media)
            .GetJob("1")
            .WaitAsync();

        (await video.SaveAsync(new MemoryStream())).Should().Be(100);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/v1/ai")]
    [InlineData("https://192.168.0.7/v1/ai")]
    public async Task A_local_gateway_may_send_local_addresses(string gateway)
    {
        using var media = new HttpClient(new Answering(Mp4.OfLength(100)));
        var video = await Client(gateway, "http://10.0.0.1/v.mp4", media).GetJob("1").WaitAsync();

        (await video.SaveAsync(new MemoryStream())).Should().Be(100);
    }

    [Fact]
    public async Task The_insecure_host_may_send_local_addresses()
    {
        using var media = new HttpClient(new Answering(Mp4.OfLength(100)));
        var client = TestClient.Haiper(
            new Uri("http://mock:8080"),
            configure: options => options.InsecureHost = "mock",
            http: new HttpClient(Job("http://mock:8080/media/v.mp4")),
            media: media
        );

        var video = await client.GetJob("1").WaitAsync();

        (await video.SaveAsync(new MemoryStream())).Should().Be(100);
    }

    private static async Task ShouldBeRefusedAsync(string url, string message)
    {
        var video = await Client("https://gateway.example/v1/ai", url, media: null)
            .GetJob("1")
            .WaitAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        (await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(message))
            .Which.ToString()
            .Should()
            .NotContain("secret");
    }

    private static HaiperClient Client(string gateway, string url, HttpClient? media) =>
        TestClient.Haiper(new Uri(gateway), http: new HttpClient(Job(url)), media: media);

    private static Answering Job(string url) =>
        new(System.Text.Encoding.UTF8.GetBytes($$"""{"status":"SUCCESS","mediaUrl":"{{url}}"}"""));

    private sealed class Answering(byte[] body, string? location = null) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                new HttpResponseMessage
                {
                    StatusCode = location is null ? HttpStatusCode.OK : HttpStatusCode.Found,
                    Headers = { { "Location", location is null ? [] : [location] } },
                    Content = new ByteArrayContent(body),
                    RequestMessage = request,
                }
            );
    }
}
