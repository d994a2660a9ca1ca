using CloudswayVideo.Jobs;
using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Journal;

namespace CloudswayVideo.Queue.Steps;

/// <summary>Asks once about the accepted job of a row, and saves its video when it has succeeded.</summary>
internal sealed class QuestionStep(
    VideoJournal journal,
    IRowSource source,
    IVideoStore store,
    SharedBudget? budget
)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);
    private static readonly TimeSpan ForStore = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ForConfiguration = TimeSpan.FromMinutes(1);

    /// <summary>
    /// When to ask next, as the client's schedule says; ever more seldom once its time to wait is over, but for ever:
    /// the job is paid for.
    /// </summary>
    public static TimeSpan NextDelay(CloudswayClient client, VideoJob job, long asked)
    {
        var planned = client.Poller.Schedule.NextDelay(
            new PollingMoment(
                job.Age,
                (int)asked + 1,
                Random.Shared.NextDouble(),
                client.Poller.Durations
            )
        );
        var overdue = (job.Age - client.Options.Polling.Timeout) / 10;
        var delay = planned > overdue ? planned : overdue;
        return TimeSpan.FromTicks(Math.Clamp(delay.Ticks, Shortest.Ticks, Longest.Ticks));
    }

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
            return await journal.AgainAsync(row, ForConfiguration, exception.Message);
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
            var delay = NextDelay(client, job, row.Asked);
            var asked =
                (fault as CloudswayApiException)?.RetryAfter is { } after && after > delay
                    ? after
                    : delay;
            return await journal.AgainAsync(row, asked, fault.Message);
        }
        // Whatever a store throws: its video stays where it is.
        catch (Exception exception)
            when (exception
                    is not (
                        VideoJournalException
                        or OperationCanceledException
                        or OutOfMemoryException
                    )
            )
        {
            var delay = SubmissionEnd.BackOff(ForStore, row.Asked);
            return await journal.AgainAsync(row, delay, Words.Of(exception), wasAsked: true);
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
            : await budget.TakeAheadAsync(isSubmission: false, cancellationToken);
        budget?.Use(place!);
        var update = await job.AskAsync(cancellationToken);
        if (!update.HasEnded)
        {
            return await journal.AgainAsync(
                row,
                NextDelay(client, job, row.Asked),
                update.ShownStatus,
                wasAsked: true
            );
        }

        Learn(row, client, job);
        if (update.Phase == VideoJobPhase.Failed)
        {
            await journal.EndAsync(
                row.Key,
                row.Job!,
                null,
                VideoJobFailedException.Of(update).Message
            );
            return new VideoStep(VideoStepEnd.Again);
        }

        var video = await ((IJobClient)client).GetVideoAsync(
            update,
            job.Operation,
            fresh: false,
            cancellationToken
        );
        if (video is null)
        {
            var reason = new VideoWithoutOutputException(update).Message;
            return await journal.AgainAsync(
                row,
                NextDelay(client, job, row.Asked),
                reason,
                wasAsked: true
            );
        }

        var file = await store.SaveAsync(row.Key, video, cancellationToken);
        await journal.EndAsync(row.Key, row.Job!, file, null);
        return new VideoStep(VideoStepEnd.Again);
    }

    // Only what was seen to run and then to have ended tells how long it took.
    private static void Learn(JournalRow row, CloudswayClient client, VideoJob job)
    {
        if (row.Heard > 0 && job.SubmittedAt is { } submittedAt)
        {
            var notEndedAfter = DateTimeOffset.FromUnixTimeMilliseconds(row.Heard) - submittedAt;
            client.Poller.Durations.Add(
                TimeSpan.FromTicks(Math.Clamp(notEndedAfter.Ticks, 0, job.Age.Ticks)),
                job.Age
            );
        }
    }
}
