using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Submission;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Steps;

/// <summary>
/// Calls the application's OnEnded for a row that has ended, until it succeeds. One worker at a time calls it.
/// </summary>
internal sealed class NotificationStep(
    VideoJournal journal,
    Func<QueuedVideo, CancellationToken, Task>? onEnded,
    TimeProvider time,
    ILogger log
)
{
    private static readonly TimeSpan LongestHandler = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan AfterCancellation = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan WhileAnotherWorks = TimeSpan.FromSeconds(10);

    public async Task<VideoStep> RunAsync(JournalRow row, CancellationToken cancellationToken)
    {
        if (row.Notified != 0)
        {
            return Result(row);
        }

        if (onEnded is not null)
        {
            if (!await journal.BeginNotificationAsync(row, LongestHandler + WhileAnotherWorks))
            {
                return new VideoStep(VideoStepEnd.Again, WhileAnotherWorks, row.Reason);
            }

            if (!await CallAsync(onEnded, row, cancellationToken))
            {
                var delay = SubmissionEnd.BackOff(TimeSpan.FromSeconds(5), row.Asked);
                await journal.EndNotificationAsync(row, delay);
                return new VideoStep(VideoStepEnd.Again, delay, row.Reason);
            }
        }

        await journal.EndNotificationAsync(row, again: null);
        return Result(row);
    }

    /// <returns>Whether the handler has succeeded.</returns>
    private async Task<bool> CallAsync(
        Func<QueuedVideo, CancellationToken, Task> handler,
        JournalRow row,
        CancellationToken cancellationToken
    )
    {
        using var timeout = new CancellationTokenSource(LongestHandler, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            timeout.Token,
            cancellationToken
        );
        try
        {
            // A handler that ignores its token, or blocks its thread, would keep the slot for ever.
            await Task.Run(() => handler(row.ToVideo(), both.Token), CancellationToken.None)
                .WaitAsync(LongestHandler + AfterCancellation, time, CancellationToken.None);
            return true;
        }
        // The application's code may throw anything; the video has ended nevertheless.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            log.HandlerFailed(row.Key, exception.GetType().Name);
            return false;
        }
    }

    private static VideoStep Result(JournalRow row) =>
        row.State switch
        {
            QueuedVideoState.Saved => new(VideoStepEnd.Saved, Reason: row.File),
            QueuedVideoState.Failed => new(VideoStepEnd.Failed, Reason: row.Reason),
            _ => new(VideoStepEnd.PersonDecides, Reason: row.Reason),
        };
}
