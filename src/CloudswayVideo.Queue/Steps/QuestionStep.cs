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
    private static readonly TimeSpan AfterStoreFailure = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AfterConfigurationFailure = TimeSpan.FromMinutes(1);

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
            var step = await journal.AgainAsync(row, AfterConfigurationFailure, exception.Message);
            return step with { Failure = exception };
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
            var wasAsked = fault is VideoWithoutOutputException;
            var step = await journal.AgainAsync(row, delay, fault.Message, wasAsked);
            return step with { Failure = fault };
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
            var step = await journal.AgainAsync(row, delay, reason, wasAsked: true);
            return step with { Failure = exception };
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
            return await journal.AgainAsync(row, delay, update.ShownStatus, wasAsked: true);
        }

        AddDuration(row, client, job);
        Video video;
        try
        {
            video = await job.GetVideoAsync(cancellationToken);
        }
        catch (VideoJobFailedException failed)
        {
            await journal.EndAsync(row.Key, row.Job!, null, failed.Message);
            return new VideoStep(VideoStepEnd.Again);
        }

        var file = await store.SaveAsync(row.Key, video, cancellationToken);
        await journal.EndAsync(row.Key, row.Job!, file, null);
        return new VideoStep(VideoStepEnd.Again);
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
