using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Files;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Demo;

/// <summary>The result of one job of the demo.</summary>
internal sealed record DemoResult(
    string Family,
    string Kind,
    string Id,
    int Polls,
    TimeSpan Time,
    string File,
    long Bytes
);

/// <summary>
/// Runs one job of each kind in the contract. The families run at the same time. A job that works on a video takes the
/// video of the job before it in its family.
/// </summary>
internal sealed class DemoRun(
    IGatewayStandIn mock,
    DirectoryInfo folder,
    ProgressDisplay display,
    CancellationToken cancellationToken
)
{
    private const string Prompt = "A fox in the snow";
    private const string SomeVideo = "https://example.com/video.mp4";

    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(200);

    public async Task<IReadOnlyList<DemoResult>> RunAsync(IReadOnlyList<JobKind> kinds)
    {
        var image = await WriteImageAsync();
        var families = kinds
            .GroupBy(kind => kind.Family)
            .Select(kindsOfFamily => RunFamilyAsync(kindsOfFamily, image));
        return [.. (await Task.WhenAll(families)).SelectMany(results => results)];
    }

    /// <summary>The name of a job in the display.</summary>
    public static string NameOf(JobKind kind) => $"{kind.Family.Title} {kind.Name}";

    private async Task<List<DemoResult>> RunFamilyAsync(IEnumerable<JobKind> kinds, string image)
    {
        var results = new List<DemoResult>();
        var source = SomeVideo;
        foreach (var kind in kinds)
        {
            var job = new PreparedJob(
                kind,
                kind.BodyFromTexts(field => Sample(kind, field, image, source))
            );
            var (video, result) = await RunJobAsync(job);
            results.Add(result);
            source = video.Url;
        }

        return results;
    }

    private static string? Sample(JobKind kind, JobField field, string image, string source) =>
        field == kind.Argument && field.IsText ? Prompt
        : !field.IsRequired ? null
        : field.IsImage ? image
        : field.IsUrl ? source
        : field.Choices.Count > 0 ? field.Choices[0]
        : kind.SampleRequest?.SelectToken(field.Path)?.ToString() ?? Prompt;

    private async Task<(Video Video, DemoResult Result)> RunJobAsync(PreparedJob prepared)
    {
        var (kind, family) = (prepared.Kind, prepared.Kind.Family);
        var client = family.CreateClient(
            mock.ClientOptions(
                family.DefaultBaseUrl,
                family.HasEndpointPath,
                "success",
                options => options.Polling.Interval = PollingInterval
            )
        );
        var start = TimeProvider.System.GetTimestamp();
        var polls = 0;
        var job = await prepared.SubmitAsync(client, cancellationToken);
        var video = await job.WaitAsync(
            new ProgressDisplay.Listener<VideoJobUpdate>(Show),
            cancellationToken
        );
        var file = Path.Combine(folder.FullName, $"{family.Title}-{kind.Name}.mp4");
        var bytes = await video.SaveAsync(file, cancellationToken: cancellationToken);
        return (
            video,
            new DemoResult(
                family.Title,
                kind.Name,
                job.Id,
                polls,
                TimeProvider.System.GetElapsedTime(start),
                Path.GetRelativePath(Environment.CurrentDirectory, file),
                bytes
            )
        );

        void Show(VideoJobUpdate update)
        {
            polls++;
            display.Show(NameOf(kind), update);
        }
    }

    private async Task<string> WriteImageAsync()
    {
        var path = Path.Combine(folder.FullName, "first-frame.png");
        await using var image = AssetFile.Open("first-frame.png");
        await using var file = File.Create(path);
        await image.CopyToAsync(file, cancellationToken);
        return path;
    }
}
