using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.Downloads;

public partial class MediaAddressTests
{
    // A handler that changes the host of requests replaces a redirect, or a name that resolves to a local address.
    [Theory]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://localhost")]
    [InlineData("http://localhost")]
    public async Task The_addresses_of_a_redirect_and_of_a_name_are_checked_before_a_connection(
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
        server.Connections.Should().Be(0);
    }

    [Theory]
    [InlineData("https://[::1]:8443/x")]
    [InlineData("https://[fd00::1]/x")]
    [InlineData("//127.0.0.1/x")]
    public async Task A_redirect_is_checked_like_the_first_url(string location)
    {
        using var media = new HttpClient(new Answering([], location));
        var video = await Client(
                "https://gateway.example/v1/ai",
                "https://storage.example/v.mp4",
                media
            )
            .GetJob("1")
            .WaitAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(LeadsHere);
    }

    // Over plain http by means of a handler, because a test has no trusted certificate.
    [Fact]
    public async Task A_connection_of_a_local_gateway_is_not_used_for_a_public_one()
    {
        await using var server = new RawServer(KeepAnsweringAsync);
        var services = new ServiceCollection();
        services
            .AddCloudswayVideo(options => options.AccessKey = "k")
            .MediaHttpClient.AddHttpMessageHandler(() =>
                new Turning(new Uri($"http://localhost:{server.Port}/v.mp4"))
            );
        await using var provider = services.BuildServiceProvider();
        using var media = provider
            .GetRequiredService<IHttpClientFactory>()
            .CreateClient("CloudswayVideo.Media");
        var near = await Client("http://127.0.0.1:1/v1/ai", "http://10.0.0.1/v.mp4", media)
            .GetJob("1")
            .WaitAsync();
        var far = await Client(
                "https://gateway.example/v1/ai",
                "https://storage.example/v.mp4",
                media
            )
            .GetJob("1")
            .WaitAsync();

        (await near.SaveAsync(new MemoryStream())).Should().Be(100);
        (await near.SaveAsync(new MemoryStream())).Should().Be(100);
        var save = () => far.SaveAsync(new MemoryStream());

        await save.Should().ThrowAsync<VideoDownloadException>().WithMessage(LeadsHere);
        server.Connections.Should().Be(1, "the local gateway's connection was there to be used");
    }

    private static async Task KeepAnsweringAsync(RawConnection connection)
    {
        var request = new byte[4096];
        do
        {
            await connection.SendAsync("HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n");
            await connection.Stream.WriteAsync(Mp4.OfLength(100));
        } while (await connection.Stream.ReadAsync(request) > 0);
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
