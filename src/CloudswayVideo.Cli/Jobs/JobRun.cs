using System.Globalization;
using CloudswayVideo.Cli.Display;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>What a job came to.</summary>
internal sealed record SavedVideo(string Id, string File, long Bytes, int? Width, int? Height);

/// <summary>The rest of an accepted job: waiting and saving. Whatever ends it early, the user is told how to come back.</summary>
internal sealed class JobRun(VideoJob job, string resuming)
{
    public async Task<Video> WaitAsync(ProgressDisplay display, CancellationToken cancellationToken)
    {
        try
        {
            display.Show("Waiting", "…");
            return await job.WaitAsync(new ProgressDisplay.Hearing<VideoJobUpdate>(update => display.Show("Waiting", update)), cancellationToken);
        }
        catch (Exception exception) when (exception is not VideoJobFailedException)
        {
            display.Say(resuming);
            throw;
        }
    }

    public async Task<SavedVideo> DownloadAsync(OutputTarget target, ProgressDisplay display, CancellationToken cancellationToken)
    {
        var video = await WaitAsync(display, cancellationToken);
        var file = target.FileOf(job.Id);
        try
        {
            var bytes = await video.SaveAsync(file, new ProgressDisplay.Hearing<long>(done => display.Show("Downloading", "…", null, Size(done))), cancellationToken);
            display.Show("Downloading", Size(bytes), 1);
            return new SavedVideo(job.Id, file, bytes, video.Width, video.Height);
        }
        catch (Exception)
        {
            display.Say(resuming);
            throw;
        }
    }

    private static string Size(long bytes) => bytes < 1e6
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
