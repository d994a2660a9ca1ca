using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Steps;

/// <summary>Tells the application of the end of a row: until it has heard, and to one worker at a time.</summary>
internal sealed class EndStep(
    VideoJournal journal,
    Func<QueuedVideo, CancellationToken, Task>? onEnded,
    TimeProvider time,
    ILogger log
)
{
    private static readonly TimeSpan LongestHandler = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ForOthers = TimeSpan.FromSeconds(10);

    public async Task<VideoStep> RunAsync(JournalRow row, CancellationToken cancellationToken)
    {
        if (row.Told != 0)
        {
            return Result(row);
        }

        if (onEnded is null)
        {
            await journal.EndTellingAsync(row, again: null);
            return Result(row);
        }

        if (!await journal.BeginTellingAsync(row, LongestHandler + ForOthers))
        {
            return new VideoStep(VideoStepEnd.Again, ForOthers, row.Reason);
        }

        using var patience = new CancellationTokenSource(LongestHandler, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(
            patience.Token,
            cancellationToken
        );
        try
        {
            await onEnded(row.ToVideo(), both.Token);
        }
        // What the application's own code throws has nothing to do with the video, which is what it is.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            log.HandlerFailed(row.Key, exception.GetType().Name);
            var delay = SubmissionEnd.BackOff(TimeSpan.FromSeconds(5), row.Asked);
            await journal.EndTellingAsync(row, delay);
            return new VideoStep(VideoStepEnd.Again, delay, row.Reason);
        }

        await journal.EndTellingAsync(row, again: null);
        return Result(row);
    }

    private static VideoStep Result(JournalRow row) =>
        row.State switch
        {
            QueuedVideoState.Saved => new(VideoStepEnd.Saved, Reason: row.File),
            QueuedVideoState.Failed => new(VideoStepEnd.Failed, Reason: row.Reason),
            _ => new(VideoStepEnd.PersonDecides, Reason: row.Reason),
        };
}
