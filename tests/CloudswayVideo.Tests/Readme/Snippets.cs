using CloudswayVideo.MockServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Tests.Readme;

/// <summary>
/// The code of the README and of the packages' pages, so that it is compiled. <see cref="ReadmeTests"/> sees to it
/// that it is the same code.
/// </summary>
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
        await hailuo.GenerateAsync(
            HailuoVideoRequest.FromImage(ImageInput.FromFile("fox.png"), "It turns its head")
        );
        await hailuo.GenerateAsync(
            HailuoVideoRequest.FromSubject("https://example.com/face.jpg", "She waves")
        );
    }

    public static async Task Directing(HailuoClient director)
    {
        var prompt = new DirectorPrompt("A lighthouse")
            .Camera(CameraMovement.PushIn, CameraMovement.TiltUp)
            .Text("then the sea")
            .Camera(CameraMovement.PanLeft);
        await director.GenerateAsync(HailuoVideoRequest.FromText(prompt));
    }

    public static async Task Resuming(
        HailuoClient hailuo,
        Action<string> Store,
        Func<string> Stored,
        IProgress<VideoJobUpdate> progress,
        CancellationToken cancellationToken
    )
    {
        VideoJob job = await hailuo.SubmitAsync(
            HailuoVideoRequest.FromText("A fox in the snow"),
            cancellationToken
        );
        Store(job.Id);

        VideoJob same = hailuo.GetJob(Stored());
        await foreach (VideoJobUpdate update in same.WatchAsync(cancellationToken))
        {
            Console.WriteLine($"{update.Status} {update.Progress:P0}");
        }

        Video video = await same.WaitAsync(progress, cancellationToken);
    }

    public static async Task Keeping(
        HailuoClient hailuo,
        HailuoVideoRequest request,
        Func<string, Task> StoreAsync
    )
    {
        await hailuo.GenerateAsync(request, onSubmitted: job => StoreAsync(job.ToToken()));
    }

    public static async Task OneCall(HailuoClient hailuo, HailuoVideoRequest request)
    {
        VideoJob job = await hailuo.SubmitAsync(
            request,
            options: new RequestOptions { Headers = { ["X-Trace"] = "order-7" } }
        );
        Console.WriteLine(
            $"{job.SubmittedReply?.StatusCode}, request {job.SubmittedReply?.RequestId}"
        );
    }

    public static async Task Transfers(HailuoClient hailuo)
    {
        var bar = new Progress<TransferProgress>(done =>
            Console.Write($"\r{done.Fraction:P0} of {done.TotalBytes:N0} bytes ")
        );

        ImageInput image = ImageInput.FromFile("fox.png").WithProgress(bar);
        Video video = await hailuo.GenerateAsync(
            HailuoVideoRequest.FromImage(image, "It turns its head")
        );
        await video.SaveAsync("fox.mp4", bar);
    }

    public static async Task Many(string endpointPath, IEnumerable<string> ids)
    {
        var options = new CloudswayOptions
        {
            EndpointPath = endpointPath,
            RequestBudget = new RequestBudget(20, TimeSpan.FromMinutes(1)),
        };
        var client = new HailuoClient(options);
        await foreach (VideoJobOutcome outcome in VideoJob.WhenEachAsync(ids.Select(client.GetJob)))
        {
            Console.WriteLine(
                outcome.HasVideo
                    ? await outcome.Video.SaveAsync($"{outcome.Job.Id}.mp4")
                    : outcome.Exception.Message
            );
        }
    }

    public static async Task Haiper(string accessKey, string endpointPath)
    {
        var haiper = new HaiperClient(accessKey, endpointPath);

        Video sunset = await haiper.GenerateAsync(
            new HaiperGenerateRequest
            {
                Prompt = "A sunset over the ocean",
                Settings = new() { Duration = 4, AspectRatio = HaiperAspectRatio.Portrait9x16 },
            }
        );
        Video sharper = await haiper.UpscaleAsync(
            new HaiperUpscaleRequest { Config = { SourceVideo = sunset.Url } }
        );
        Video longer = await haiper.ExtendAsync(
            new HaiperExtendRequest { Config = { SourceVideo = sharper.Url } }
        );
    }

    public static async Task Exam(Func<Uri, int, Task> MakeVideosAsync)
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { Exam = true }
        );
        await MakeVideosAsync(mock.BaseUrl, MockExam.Videos);

        Assert.All(
            mock.Exam!.Card,
            line => Assert.True(line.Passed, $"{line.Scenario}: {line.Seen}")
        );
    }

    public static async Task Forwarding(Uri gateway, string accessKey, string endpointPath)
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { ForwardTo = gateway, RecordFolder = "capture" }
        );
        var options = new CloudswayOptions
        {
            BaseUrl = mock.BaseUrl,
            AccessKey = accessKey,
            EndpointPath = endpointPath,
        };
        await new HailuoClient(options).GenerateAsync(HailuoVideoRequest.FromText("A fox"));

        Assert.Empty(mock.Drifts);
    }

    public static void Configuration(WebApplicationBuilder builder)
    {
        builder.Services.AddCloudswayVideo(builder.Configuration.GetSection("Cloudsway"));
    }

    public static void Code(
        IServiceCollection services,
        string accessKey,
        string endpointPath,
        string fastEndpointPath
    )
    {
        services
            .AddCloudswayVideo(options => options.AccessKey = accessKey)
            .AddHailuo(endpointPath)
            .AddKeyedHailuo("fast", fastEndpointPath)
            .ApiHttpClient.AddHttpMessageHandler(() => new Tracing());
    }

    public static async Task Testing()
    {
        await using var mock = await CloudswayMock.StartAsync();
        HailuoClient client = mock.CreateHailuoClient(scenario: "moderated");

        var failure = await Assert.ThrowsAsync<VideoModeratedException>(() =>
            client.GenerateAsync(HailuoVideoRequest.FromText("x"))
        );
    }

    public static async Task Faults()
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { JobDuration = TimeSpan.FromMinutes(4) }
        );
        HailuoClient client = mock.CreateHailuoClient();

        VideoJob job = await client.SubmitAsync(HailuoVideoRequest.FromText("A fox"));
        mock.Inject("hailuo_getTask", MockFault.Reset, calls: 2);
        mock.AdvanceTime(TimeSpan.FromMinutes(5));
        Video video = await job.WaitAsync();

        Assert.Equal(
            "A fox",
            mock.ShouldHaveReceived("hailuo_createTask", times: 1)[0]
                .ReadBody<HailuoVideoRequest>()
                .Prompt
        );
    }

    public static async Task Added(CloudswayMock mock, HailuoClient client, Func<string> Stored)
    {
        mock.AddJob("Hailuo", Stored(), age: TimeSpan.FromMinutes(3));
        Video video = await client.GetJob(Stored()).WaitAsync();
    }

    private sealed class Tracing : DelegatingHandler;
}
