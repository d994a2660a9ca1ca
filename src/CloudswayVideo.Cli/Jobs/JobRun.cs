using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Waits for an accepted job and saves its video. If that ends early, the user is told how to return to the job.
/// </summary>
internal sealed class JobRun(VideoJob job, JournalEntry? entry, Gateway gateway, CommandRun run)
{
    public CommandRun Run => run;

    public int EndWithoutWaiting(Family family)
    {
        run.Terminal.Say(gateway.ResumeLines(job.Id));
        run.Result(job.Id, new { id = job.Id, family = family.Name });
        return ExitCode.Done;
    }

    /// <summary>Asks once for the state.</summary>
    public async Task<int> AskAsync()
    {
        var update = await job.AskAsync(run.CancellationToken);
        var progress = update.Progress is { } done
            ? string.Create(CultureInfo.InvariantCulture, $" {done:P0}")
            : "";
        run.Result(
            $"{update.Status}{progress}",
            new
            {
                id = job.Id,
                status = update.Status,
                phase = update.Phase,
                progress = update.Progress,
                failureCode = update.FailureCode,
                failureMessage = update.FailureMessage,
            }
        );
        return update.Phase == VideoJobPhase.Failed ? ExitCode.Failed : ExitCode.Done;
    }

    public async Task<int> WaitAsync()
    {
        var video = await ShowAsync(display => display.WaitAsync(job, run.CancellationToken));
        run.Result(
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

    public async Task<int> DownloadAsync(OutputTarget target)
    {
        var file = target.FileOf(job.Id);
        var (video, files, bytes) = await ShowAsync(async display =>
        {
            var video = await display.WaitAsync(job, run.CancellationToken);
            video.PathsFor(file).ToList().ForEach(target.CheckFree);
            var files = await video.SaveAllAsync(
                file,
                display.Transfer("Downloading"),
                run.CancellationToken
            );
            var bytes = files.Sum(saved => new FileInfo(saved).Length);
            display.Show("Downloading", ProgressDisplay.Size(bytes), 1);
            return (video, files, bytes);
        });
        await RecordAsync(JournalEvent.Saved, Path.GetFullPath(file));
        run.Result(
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

    private async Task<T> ShowAsync<T>(Func<ProgressDisplay, Task<T>> show)
    {
        try
        {
            return await ProgressDisplay.RunAsync(run.Terminal, show);
        }
        catch (VideoJobFailedException)
        {
            await RecordAsync(JournalEvent.Failed);
            throw;
        }
        catch
        {
            run.Terminal.Say(gateway.ResumeLines(job.Id));
            throw;
        }
    }

    private Task RecordAsync(JournalEvent newEvent, string? file = null) =>
        entry is null
            ? Task.CompletedTask
            : gateway.Journal.TryAppendAsync(
                entry with
                {
                    Event = newEvent,
                    Id = job.Id,
                    File = file,
                },
                text => run.Terminal.Say(text)
            );
}
