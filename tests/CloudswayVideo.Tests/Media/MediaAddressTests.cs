using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.Media;

/// <summary>What a gateway on the internet, or a redirect of its storage, must not lead to: the network of the machine that downloads.</summary>
public class MediaAddressTests
{
    private const string LeadsHere = "*its URL leads into the network of this machine*";

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
    public async Task An_address_of_this_network_is_not_fetched(string url) =>
        await ShouldBeRefusedAsync(url, LeadsHere);

    [Fact]
    public async Task A_url_without_TLS_is_not_fetched() =>
        await ShouldBeRefusedAsync(
            "http://storage.example/v.mp4?Signature=secret",
            "*a URL without TLS*"
        );

    [Theory]
    [InlineData("https://172.32.0.1/v.mp4")]
    [InlineData("https://[2001:db8::1]/v.mp4")]
    [InlineData("https://storage.example/v.mp4")]
    public async Task Any_other_one_is(string url)
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
    public async Task A_gateway_of_this_network_may_name_what_it_likes(string gateway)
    {
        using var media = new HttpClient(new Answering(Mp4.OfLength(100)));
        var video = await Client(gateway, "http://10.0.0.1/v.mp4", media).GetJob("1").WaitAsync();

        (await video.SaveAsync(new MemoryStream())).Should().Be(100);
    }

    // A handler that turns requests to another host stands in for a redirect, and for a name that leads here.
    [Theory]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://localhost")]
    public async Task Where_a_redirect_or_a_name_leads_is_looked_at_before_anything_is_sent(
        string host
    )
    {
        await using var server = new RawServer(_ => Task.CompletedTask);
        var services = new ServiceCollection();
        services
            .AddCloudswayVideo(options =>
                (options.AccessKey, options.EndpointPath, options.BaseUrl, options.TimeProvider) = (
                    "k",
                    "e",
                    new Uri("https://gateway.example/v1/ai"),
                    new SkippingTimeProvider()
                )
            )
            .MediaHttpClient.AddHttpMessageHandler(() =>
                new Turning(new Uri($"{host}:{server.Port}/latest/meta-data"))
            );
        await using var provider = services
            .AddHttpClient("CloudswayVideo.Api")
            .ConfigurePrimaryHttpMessageHandler(() => Job("https://storage.example/v.mp4"))
            .Services.BuildServiceProvider();
        var video = await provider.GetRequiredService<HaiperClient>().GetJob("1").WaitAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(LeadsHere);
        server.Connections.Should().BeLessThan(2, "it is not tried again");
        server.Heads.Should().NotContain(head => head.Length > 0);
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
        new(
            new CloudswayOptions
            {
                AccessKey = "k",
                EndpointPath = "e",
                BaseUrl = new Uri(gateway),
                TimeProvider = new SkippingTimeProvider(),
            },
            new HttpClient(Job(url)),
            media
        );

    private static Answering Job(string url) =>
        new(System.Text.Encoding.UTF8.GetBytes($$"""{"status":"SUCCESS","mediaUrl":"{{url}}"}"""));

    private sealed class Answering(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        ) =>
            Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new ByteArrayContent(body),
                    RequestMessage = request,
                }
            );
    }

    private sealed class Turning(Uri url) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            request.RequestUri = url;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
