using CloudswayVideo.Cli.Display;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Demo;

/// <summary>What one job of the demo came to.</summary>
internal sealed record DemoResult(
    string Family,
    string Variant,
    string TaskId,
    int Polls,
    TimeSpan Time,
    string File,
    long Bytes
);

/// <summary>
/// The jobs of the demo. The families run side by side; each of Haiper's later jobs needs the video before it.
/// </summary>
internal static class DemoRun
{
    public const int LongestName = 23;

    private static readonly TimeSpan JobDuration = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(200);

    public static async Task<IReadOnlyList<DemoResult>> RunAsync(
        DirectoryInfo folder,
        ProgressDisplay display,
        CancellationToken cancellationToken
    )
    {
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { JobDuration = JobDuration },
            cancellationToken
        );
        var families = new[]
        {
            HailuoAsync(mock, folder, display, cancellationToken),
            HaiperAsync(mock, folder, display, cancellationToken),
        };
        return [.. (await Task.WhenAll(families)).SelectMany(results => results)];
    }

    private static async Task<List<DemoResult>> HailuoAsync(
        CloudswayMock mock,
        DirectoryInfo folder,
        ProgressDisplay display,
        CancellationToken cancellationToken
    )
    {
        var client = mock.CreateHailuoClient(configure: options =>
            options.Polling.Interval = PollingInterval
        );
        var image = ImageInput.FromFile(await WriteImageAsync(folder, cancellationToken));
        var requests = new (string Variant, HailuoVideoRequest Request)[]
        {
            ("text-to-video", HailuoVideoRequest.FromText("A fox in the snow[Push In]")),
            ("image-to-video", HailuoVideoRequest.FromImage(image, "The sun rises")),
            ("subject-to-video", HailuoVideoRequest.FromSubject(image, "She looks up and smiles")),
        };

        var results = new List<DemoResult>();
        foreach (var (variant, request) in requests)
        {
            var (_, result) = await MakeAsync(
                "Hailuo",
                variant,
                () => client.SubmitAsync(request, cancellationToken),
                folder,
                display,
                cancellationToken
            );
            results.Add(result);
        }

        return results;
    }

    private static async Task<List<DemoResult>> HaiperAsync(
        CloudswayMock mock,
        DirectoryInfo folder,
        ProgressDisplay display,
        CancellationToken cancellationToken
    )
    {
        var client = mock.CreateHaiperClient(configure: options =>
            options.Polling.Interval = PollingInterval
        );
        Task<(Video Video, DemoResult Result)> Make(string variant, Func<Task<VideoJob>> submit) =>
            MakeAsync("Haiper", variant, submit, folder, display, cancellationToken);

        var generated = await Make(
            "generate",
            () =>
                client.SubmitAsync(
                    new HaiperGenerateRequest { Prompt = "A sunset over the ocean" },
                    cancellationToken
                )
        );
        var upscaled = await Make(
            "upscale",
            () =>
                client.SubmitAsync(
                    new HaiperUpscaleRequest { Config = { SourceVideo = generated.Video.Url } },
                    cancellationToken
                )
        );
        var extended = await Make(
            "extend",
            () =>
                client.SubmitAsync(
                    new HaiperExtendRequest { Config = { SourceVideo = upscaled.Video.Url } },
                    cancellationToken
                )
        );
        return [generated.Result, upscaled.Result, extended.Result];
    }

    private static async Task<(Video Video, DemoResult Result)> MakeAsync(
        string family,
        string variant,
        Func<Task<VideoJob>> submit,
        DirectoryInfo folder,
        ProgressDisplay display,
        CancellationToken cancellationToken
    )
    {
        var name = $"{family} {variant}";
        var start = TimeProvider.System.GetTimestamp();
        var polls = 0;
        var job = await submit();
        var video = await job.WaitAsync(
            new ProgressDisplay.Listener<VideoJobUpdate>(Hear),
            cancellationToken
        );
        var file = Path.Combine(folder.FullName, $"{family}-{variant}.mp4");
        var bytes = await video.SaveAsync(file, cancellationToken: cancellationToken);
        return (
            video,
            new DemoResult(
                family,
                variant,
                job.Id,
                polls,
                TimeProvider.System.GetElapsedTime(start),
                Path.GetRelativePath(Environment.CurrentDirectory, file),
                bytes
            )
        );

        void Hear(VideoJobUpdate update)
        {
            polls++;
            display.Show(name, update);
        }
    }

    private static async Task<string> WriteImageAsync(
        DirectoryInfo folder,
        CancellationToken cancellationToken
    )
    {
        var path = Path.Combine(folder.FullName, "first-frame.png");
        await using var image = typeof(DemoRun).Assembly.GetManifestResourceStream(
            "first-frame.png"
        )!;
        await using var file = File.Create(path);
        await image.CopyToAsync(file, cancellationToken);
        return path;
    }
}
