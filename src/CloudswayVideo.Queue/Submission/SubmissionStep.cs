using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Submission;

/// <summary>
/// Submits the job of a row: checks everything that can be checked, writes to the journal that the request is about to
/// be sent, sends it, and writes the result.
/// </summary>
internal sealed class SubmissionStep(
    VideoJournal journal,
    IRowSource source,
    IVideoStore store,
    ReservableBudget? budget,
    TimeProvider time,
    ILogger log
)
{
    // Added to the time of a submission, because a worker may be suspended and the database unreachable.
    private static readonly TimeSpan LeaseReserve = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan WhileAnotherWorks = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterConfigurationFailure = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan LongestWriteDelay = TimeSpan.FromSeconds(5);

    private readonly WatchedStore _store = new(store, journal, time);
    private int _underWay;

    /// <summary>Whether a request is under way, or its result is not yet in the journal.</summary>
    public bool IsSubmitting => Volatile.Read(ref _underWay) > 0;

    public async Task<VideoStep> RunAsync(JournalRow row, CancellationToken cancellationToken)
    {
        IDisposable? place = null;
        var attempt = Guid.NewGuid().ToString("N");
        try
        {
            var client = source.ClientFor(row);
            await _store.CheckAsync(row.Key, cancellationToken);
            place = budget is null
                ? null
                : await budget.ReserveAsync(isSubmission: true, cancellationToken);
            var send = await source.PrepareAsync(row, attempt, client, cancellationToken);
            budget?.UseForNextRequest(place!);
            Interlocked.Increment(ref _underWay);
            try
            {
                return await SubmitAsync(row, attempt, client, send);
            }
            finally
            {
                Interlocked.Decrement(ref _underWay);
            }
        }
        catch (BudgetUsedUpException used)
        {
            return await journal.AgainAsync(row, used.Delay, row.Reason);
        }
        // The configuration of this worker or the store is wrong. Nothing was sent, and it may be corrected.
        catch (Exception exception) when (SafeReason.BelongsToRow(exception))
        {
            var reason = source.ReasonOf(exception);
            log.MustWait(row, reason);
            return await journal.AgainAsync(row, AfterConfigurationFailure, reason);
        }
        finally
        {
            place?.Dispose();
        }
    }

    /// <summary>
    /// Checks a row that another worker was submitting. Once its lease is over, that worker is taken for dead.
    /// </summary>
    public async Task<VideoStep> CheckLeaseAsync(JournalRow row)
    {
        if (row.LeaseEnd > row.Now)
        {
            return new VideoStep(
                VideoStepEnd.Again,
                TimeSpan.FromMilliseconds(row.LeaseEnd - row.Now)
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
        if (!await BeginAsync(row.Key, attempt, client.SubmitTimeout))
        {
            return new VideoStep(VideoStepEnd.Again, WhileAnotherWorks);
        }

        VideoJob job;
        try
        {
            job = await send();
        }
        // Whatever was thrown, the journal must say what it means for the row.
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return await WriteFailureAsync(row, attempt, source.EndOf(exception, row));
        }

        var delay = job.NextDelay(asked: 0);
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

    // If the answer of the database is lost, this worker does not know whether it may submit, so it does not.
    private async Task<bool> BeginAsync(string key, string attempt, TimeSpan longest)
    {
        try
        {
            if (!await journal.BeginAsync(key, attempt, longest + LeaseReserve))
            {
                return false;
            }

            // If this process was suspended since, a person may have decided about the row.
            if (await journal.MaySendAsync(key, attempt, longest))
            {
                return true;
            }

            log.WasSuspended(key);
            await journal.TakeBackAsync(key, attempt, WhileAnotherWorks);
            return false;
        }
        catch (VideoJournalException)
        {
            await WriteAsync(key, "", () => journal.TakeBackAsync(key, attempt, WhileAnotherWorks));
            throw;
        }
    }

    private async Task<VideoStep> WriteFailureAsync(
        JournalRow row,
        string attempt,
        SubmissionEnd end
    )
    {
        var isWaiting = end.State == QueuedVideoState.Waiting;
        await WriteAsync(
            row.Key,
            end.PossibleJobId ?? "",
            () =>
                isWaiting
                    ? journal.TakeBackAsync(row.Key, attempt, end.Delay, end.Reason)
                    : journal.EndAsync(row.Key, attempt, end)
        );
        if (!isWaiting)
        {
            return new VideoStep(VideoStepEnd.Again);
        }

        log.MustWait(row, end.Reason);
        return new VideoStep(VideoStepEnd.Again, end.Delay, end.Reason);
    }

    // Only this process knows the id, so writing is tried for as long as the database is unreachable.
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
                log.JournalUnreachable(key, jobId, exception.Message);
            }

            var delay = TimeSpan.FromMilliseconds(100) * Math.Pow(2, Math.Min(failures, 6));
            await Task.Delay(
                delay < LongestWriteDelay ? delay : LongestWriteDelay,
                time,
                CancellationToken.None
            );
        }
    }
}
