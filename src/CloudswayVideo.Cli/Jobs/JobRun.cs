using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Waits for an accepted job and saves its video. If that ends early, the user is told how to return to the job.
/// </summary>
internal sealed class JobRun(
    VideoJob job,
    JournalEntry? entry,
    Gateway gateway,
    ParseResult arguments,
    Terminal terminal
)
{
    public int EndWithoutWaiting(Family family)
    {
        terminal.Say(gateway.ResumeLines(job.Id));
        terminal.Result(arguments, job.Id, new { id = job.Id, family = family.Name });
        return ExitCode.Done;
    }

    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        var video = await ShowAsync(display => VideoAsync(display, cancellationToken));
        terminal.Result(
            arguments,
            job.Id,
            new
            {
                id = job.Id,
                url = video.Url,
                width = video.Width,
                height = video.Height,
                expiresAt = video.ExpiresAt,
            }
        );
        return ExitCode.Done;
    }

    public async Task<int> DownloadAsync(OutputTarget target, CancellationToken cancellationToken)
    {
        var file = target.FileOf(job.Id);
        var (video, files, bytes) = await ShowAsync(async display =>
        {
            var video = await VideoAsync(display, cancellationToken);
            target.CheckFree(video.PathsFor(file).Skip(1));
            var files = await video.SaveAllAsync(
                file,
                display.Transfer("Downloading"),
                cancellationToken
            );
            var bytes = files.Sum(saved => new FileInfo(saved).Length);
            display.Show("Downloading", ProgressDisplay.Size(bytes), 1);
            return (video, files, bytes);
        });
        await RecordAsync(JournalEvent.Saved, Path.GetFullPath(file));
        terminal.Result(
            arguments,
            [.. files],
            new
            {
                id = job.Id,
                url = video.Url,
                file,
                moreFiles = files.Count > 1 ? files.Skip(1) : null,
                bytes,
                width = video.Width,
                height = video.Height,
            }
        );
        return ExitCode.Done;
    }

    private Task<Video> VideoAsync(ProgressDisplay display, CancellationToken cancellationToken)
    {
        display.Show("Waiting", "…");
        return job.WaitAsync(
            new ProgressDisplay.Listener<VideoJobUpdate>(update => display.Show("Waiting", update)),
            cancellationToken
        );
    }

    private async Task<T> ShowAsync<T>(Func<ProgressDisplay, Task<T>> run)
    {
        try
        {
            return await ProgressDisplay.RunAsync(terminal, run);
        }
        catch (VideoJobFailedException)
        {
            await RecordAsync(JournalEvent.Failed);
            throw;
        }
        catch
        {
            terminal.Say(gateway.ResumeLines(job.Id));
            throw;
        }
    }

    private async Task RecordAsync(JournalEvent newEvent, string? file = null)
    {
        if (
            entry is not null
            && await gateway.Journal.TryAppendAsync(
                entry with
                {
                    Event = newEvent,
                    Id = job.Id,
                    File = file,
                }
            )
                is { } problem
        )
        {
            terminal.Say(problem);
        }
    }
}
