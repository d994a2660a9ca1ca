using CloudswayVideo.MockServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.Readme;

/// <summary>The README's code, so that it is compiled. <see cref="ReadmeTests"/> sees to it that it is the same code.</summary>
internal static class Snippets
{
    public static async Task FirstVideo(string accessKey, string endpointPath)
    {
        var hailuo = new HailuoClient(accessKey, endpointPath);

        Video video = await hailuo.GenerateAsync(HailuoVideoRequest.FromText("A fox in the snow"));
        await video.SaveAsync("fox.mp4");
    }

    public static async Task Images(HailuoClient hailuo)
    {
        await hailuo.GenerateAsync(HailuoVideoRequest.FromImage(ImageInput.FromFile("fox.png"), "It turns its head"));
        await hailuo.GenerateAsync(HailuoVideoRequest.FromSubject("https://example.com/face.jpg", "She waves"));
    }

    public static async Task Resuming(HailuoClient hailuo, Action<string> Store, Func<string> Stored, IProgress<VideoJobUpdate> progress, CancellationToken cancellationToken)
    {
        VideoJob job = await hailuo.SubmitAsync(HailuoVideoRequest.FromText("A fox in the snow"), cancellationToken);
        Store(job.Id);

        VideoJob same = hailuo.GetJob(Stored());
        await foreach (VideoJobUpdate update in same.WatchAsync(cancellationToken))
        {
            Console.WriteLine($"{update.Status} {update.Progress:P0}");
        }

        Video video = await same.WaitAsync(progress, cancellationToken);
    }

    public static async Task Haiper(string accessKey, string endpointPath)
    {
        var haiper = new HaiperClient(accessKey, endpointPath);

        Video sunset = await haiper.GenerateAsync(new HaiperGenerateRequest
        {
            Prompt = "A sunset over the ocean",
            Settings = new() { Duration = 4, AspectRatio = HaiperAspectRatio.Portrait9x16 },
        });
        Video sharper = await haiper.UpscaleAsync(new HaiperUpscaleRequest { Config = { SourceVideo = sunset.Url } });
        Video longer = await haiper.ExtendAsync(new HaiperExtendRequest { Config = { SourceVideo = sharper.Url } });
    }

    public static void Configuration(WebApplicationBuilder builder)
    {
        builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway"));
    }

    public static void Code(IServiceCollection services, string accessKey, string endpointPath, string fastEndpointPath)
    {
        services.AddCloudswayVideo(options => options.AccessKey = accessKey)
            .AddHailuo(endpointPath)
            .AddKeyedHailuo("fast", fastEndpointPath)
            .ApiHttpClient.AddHttpMessageHandler(() => new Tracing());
    }

    public static async Task Testing()
    {
        await using var mock = await CloudswayMock.StartAsync();
        HailuoClient client = mock.CreateHailuoClient(scenario: "moderated");

        var failure = await Assert.ThrowsAsync<VideoModeratedException>(() => client.GenerateAsync(HailuoVideoRequest.FromText("x")));
    }

    private sealed class Tracing : DelegatingHandler;
}
