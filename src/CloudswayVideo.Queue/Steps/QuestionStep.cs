using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Submission;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Steps;

/// <summary>Asks once about the accepted job of a row, and saves its video when it has succeeded.</summary>
internal sealed class QuestionStep(
    VideoJournal journal,
    IRowSource source,
    IVideoStore store,
    ReservableBudget? budget,
    TimeProvider time,
    ILogger log
)
{
    private static readonly TimeSpan AfterStoreFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterConfigurationFailure = TimeSpan.FromMinutes(1);

    // After these times a person must decide: since the service refuses to say how a job stands, and since a job was
    // accepted that does not end.
    private static readonly TimeSpan LongestUnknown = TimeSpan.FromDays(1);
    private static readonly TimeSpan LongestJob = TimeSpan.FromDays(7);

    private readonly WatchedStore _store = new(store, journal, time);

    public async Task<VideoStep> RunAsync(JournalRow row, CancellationToken cancellationToken)
    {
        CloudswayClient client;
        VideoJob job;
        try
        {
            client = source.ClientFor(row);
            job = client.GetJob(row.Job!);
        }
        catch (ArgumentException exception)
        {
            return await AgainAsync(row, AfterConfigurationFailure, exception.Message, exception);
        }

        try
        {
            return await AskAsync(row, client, job, cancellationToken);
        }
        catch (BudgetUsedUpException used)
        {
            return await journal.AgainAsync(row, used.Delay, row.Reason);
        }
        catch (CloudswayException fault)
        {
            var delay = SubmissionEnd.AtLeastRetryAfter(fault, job.NextDelay((int)row.Asked));
            return await AgainAsync(row, delay, fault.Message, fault);
        }
        // A store may throw anything, also because of a time limit of its own. Its video stays at the service.
        catch (Exception exception)
            when (SafeReason.BelongsToRow(exception)
                || (
                    exception is OperationCanceledException
                    && !cancellationToken.IsCancellationRequested
                )
            )
        {
            var delay = SubmissionEnd.BackOff(AfterStoreFailure, row.Asked);
            var reason = SafeReason.For(exception);
            log.MustWait(row, reason);
            return await journal.AgainAsync(row, delay, reason, wasAsked: true);
        }
    }

    private async Task<VideoStep> AskAsync(
        JournalRow row,
        CloudswayClient client,
        VideoJob job,
        CancellationToken cancellationToken
    )
    {
        using var place = budget is null
            ? null
            : await budget.ReserveAsync(isSubmission: false, cancellationToken);
        budget?.UseForNextRequest(place!);
        var update = await job.AskAsync(cancellationToken);
        if (!update.HasEnded)
        {
            var delay = job.NextDelay((int)row.Asked);
            return await AgainAsync(row, delay, update.LoggableStatus);
        }

        AddDuration(row, client, job);
        Video video;
        try
        {
            video = await job.GetVideoAsync(cancellationToken);
        }
        catch (VideoJobFailedException failed)
        {
            await journal.EndAsync(
                row.Key,
                row.Job!,
                QueuedVideoState.Failed,
                reason: failed.Message
            );
            return new VideoStep(VideoStepEnd.Again);
        }

        var file = await _store.SaveAsync(row, video, cancellationToken);
        await journal.EndAsync(row.Key, row.Job!, QueuedVideoState.Saved, file);
        return new VideoStep(VideoStepEnd.Again);
    }

    /// <summary>Asks again later, unless only a person can find out how the job has ended.</summary>
    private async Task<VideoStep> AgainAsync(
        JournalRow row,
        TimeSpan delay,
        string reason,
        Exception? failure = null
    )
    {
        if (!IsOverdue(row, failure))
        {
            var wasAsked = failure is null or VideoWithoutOutputException;
            log.MustWait(row, failure is null ? null : reason);
            return await journal.AgainAsync(row, delay, reason, wasAsked);
        }

        var days = (row.Now - row.Changed) / (long)TimeSpan.FromDays(1).TotalMilliseconds;
        await journal.EndAsync(
            row.Key,
            row.Job!,
            QueuedVideoState.Ambiguous,
            reason: $"Job {row.ToVideo().JobId} is paid for; {days} days after it was accepted nobody knows how it "
                + $"ended. Last: {reason} Look at the account: take up the id again if the job is there, or forget "
                + "this video. It is not submitted again."
        );
        return new VideoStep(VideoStepEnd.Again);
    }

    // A wrong key or an empty account concerns all jobs, and may be corrected after a holiday.
    private static bool IsOverdue(JournalRow row, Exception? failure)
    {
        var isUnknown =
            failure is CloudswayApiException
            {
                NextStep: NextStep.Stop,
                Reason: not (
                    ErrorReason.Authentication
                    or ErrorReason.AccessDenied
                    or ErrorReason.Balance
                    or ErrorReason.Quota
                )
            };
        var (since, longest) = isUnknown
            ? (Math.Max(row.RunningAt, row.Changed), LongestUnknown)
            : (row.Changed, LongestJob);
        return row.Now - since > longest.TotalMilliseconds;
    }

    // A duration is known only if the job was seen running before it had ended.
    private static void AddDuration(JournalRow row, CloudswayClient client, VideoJob job)
    {
        if (row.RunningAt > 0 && job.SubmittedAt is { } submittedAt)
        {
            var runningAt = DateTimeOffset.FromUnixTimeMilliseconds(row.RunningAt) - submittedAt;
            var age = job.Age;
            client.Durations.Add(
                TimeSpan.FromTicks(Math.Clamp(runningAt.Ticks, 0, age.Ticks)),
                age
            );
        }
    }
}
