using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Steps;

/// <summary>
/// Submits the job of a row. All that can be found out before is found out before; then the journal says what is about
/// to happen, then the request is sent, then the journal says what happened.
/// </summary>
internal sealed class SubmissionStep(
    VideoJournal journal,
    IRowSource source,
    IVideoStore store,
    SharedBudget? budget,
    TimeProvider time,
    ILogger log
)
{
    // Beyond the time of a submission: for a worker that stood still, or a database that was away.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan ForOthers = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForConfiguration = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestRetry = TimeSpan.FromSeconds(5);

    public async Task<VideoStep> RunAsync(JournalRow row, CancellationToken cancellationToken)
    {
        IDisposable? place = null;
        var attempt = Guid.NewGuid().ToString("N");
        try
        {
            var client = source.ClientFor(row);
            await store.CheckAsync(row.Key, cancellationToken);
            place = budget is null
                ? null
                : await budget.TakeAheadAsync(isSubmission: true, cancellationToken);
            var send = await source.PrepareAsync(row, attempt, client, cancellationToken);
            budget?.Use(place!);
            return await SubmitAsync(row, attempt, client, send);
        }
        catch (BudgetUsedUpException used)
        {
            return await journal.AgainAsync(row, used.Delay, row.Reason);
        }
        // The configuration of this worker, or the store: nothing was paid, and it may be put right.
        catch (Exception exception)
            when (exception
                    is not (
                        VideoJournalException
                        or OperationCanceledException
                        or OutOfMemoryException
                    )
            )
        {
            var reason = source.ReasonOf(exception);
            var step = await journal.AgainAsync(row, ForConfiguration, reason);
            return step with { Failure = exception };
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>Looks at a row that another worker was submitting: it goes on, or has died.</summary>
    public async Task<VideoStep> WatchAsync(JournalRow row)
    {
        if (row.Until > row.Now)
        {
            return new VideoStep(
                VideoStepEnd.Again,
                TimeSpan.FromMilliseconds(row.Until - row.Now)
            );
        }

        var end = new SubmissionEnd(
            QueuedVideoState.Ambiguous,
            "The worker stopped while it submitted this video, which may have been accepted. "
                + "Look at the account: submit it again if its job is not there, give its id if it is, or forget it."
        );
        await journal.EndAsync(row.Key, row.Attempt!, end);
        return new VideoStep(VideoStepEnd.Again);
    }

    private async Task<VideoStep> SubmitAsync(
        JournalRow row,
        string attempt,
        CloudswayClient client,
        Func<Task<VideoJob>> send
    )
    {
        if (!await BeginAsync(row.Key, attempt, client.Options.SubmitTimeout))
        {
            return new VideoStep(VideoStepEnd.Again, ForOthers);
        }

        VideoJob job;
        try
        {
            job = await send();
        }
        // Whatever it is: the row must not go without a word of what became of it.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var step = await NoIdAsync(row, attempt, source.EndOf(exception, row));
            return step with { Failure = exception };
        }

        var delay = QuestionStep.NextDelay(client, job, asked: 0);
        var isOwn = false;
        await WriteAsync(
            row.Key,
            job.Id,
            async () => isOwn = await journal.AcceptAsync(row.Key, attempt, job.ToToken(), delay)
        );
        if (!isOwn)
        {
            log.EarlierJob(row.Key, job.Id);
        }

        return new VideoStep(VideoStepEnd.Again, delay);
    }

    // Where the answer of the database is lost, nobody knows whether this worker may submit; so it does not.
    private async Task<bool> BeginAsync(string key, string attempt, TimeSpan longest)
    {
        try
        {
            if (!await journal.BeginAsync(key, attempt, longest + Grace))
            {
                return false;
            }

            // A process that stood still since must not send what a person may have decided about meanwhile.
            if (await journal.MaySendAsync(key, attempt, longest))
            {
                return true;
            }

            log.StoodStill(key);
            await journal.TakeBackAsync(key, attempt, ForOthers);
            return false;
        }
        catch (VideoJournalException)
        {
            await WriteAsync(key, "", () => journal.TakeBackAsync(key, attempt, ForOthers));
            throw;
        }
    }

    private async Task<VideoStep> NoIdAsync(JournalRow row, string attempt, SubmissionEnd end)
    {
        if (end.State == QueuedVideoState.Waiting)
        {
            await WriteAsync(
                row.Key,
                "",
                () => journal.TakeBackAsync(row.Key, attempt, end.Delay, end.Reason)
            );
            return new VideoStep(VideoStepEnd.Again, end.Delay, end.Reason);
        }

        await WriteAsync(
            row.Key,
            end.PossibleJobId ?? "",
            () => journal.EndAsync(row.Key, attempt, end)
        );
        return new VideoStep(VideoStepEnd.Again);
    }

    // An id that is known only here is written, however long the database is away.
    private async Task WriteAsync(string key, string jobId, Func<Task> write)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                await write();
                return;
            }
            catch (VideoJournalException exception) when (!source.GivesUpAfter(failures))
            {
                log.JournalAway(key, jobId, exception.Message);
            }

            var delay = TimeSpan.FromMilliseconds(100) * Math.Pow(2, Math.Min(failures, 6));
            await Task.Delay(
                delay < LongestRetry ? delay : LongestRetry,
                time,
                CancellationToken.None
            );
        }
    }
}
