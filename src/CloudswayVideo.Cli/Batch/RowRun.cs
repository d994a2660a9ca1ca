using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Takes one row a step further. The journal says what is about to happen before it does, and what happened after.</summary>
internal sealed class RowRun(
    JournalRow row,
    FamilyClient client,
    Uri baseUrl,
    string folder,
    BatchJournal journal,
    JobJournal jobs,
    BatchProgress progress,
    TimeProvider time
)
{
    /// <summary>Submits the row's job, once.</summary>
    /// <exception cref="Exception">There is no id; the journal says what that means.</exception>
    public async Task<VideoJob> SubmitAsync(BatchRow request, CancellationToken cancellationToken)
    {
        var entry = new JournalEntry(
            Guid.NewGuid(),
            default,
            JournalEvent.Submitting,
            request.Kind.Family.Name,
            request.Kind.Name,
            row.Endpoint,
            baseUrl.AbsoluteUri,
            Batch: folder,
            Row: row.Key
        );
        var submission = new JobSubmission(client, jobs, entry, progress.DisplayOf(row), time)
        {
            Beginning = () =>
                journal.Submitting(row.Key, entry.BaseUrl, entry.Attempt, time.GetUtcNow()),
            Keeping = id => journal.Accepted(row.Key, id),
        };
        try
        {
            return await submission.RunAsync(request.Kind, request.Body, cancellationToken);
        }
        catch (Exception exception) when (!submission.IsAccepted)
        {
            journal.Leave(
                row.Key,
                RowFault.AfterSubmitting(exception),
                FailureReport.Category(exception),
                (exception as SubmissionOutcomeUnknownException)?.JobId
            );
            throw;
        }
    }

    /// <summary>Waits for a job that was accepted, and saves its video.</summary>
    /// <exception cref="CloudswayException">There is no video; the journal says whether there may still be one.</exception>
    public async Task FetchAsync(VideoJob job, CancellationToken cancellationToken)
    {
        try
        {
            progress.Running(row, "waiting");
            var video = await job.WaitAsync(
                new ProgressDisplay.Listener<VideoJobUpdate>(update =>
                    progress.Running(row, update.Status)
                ),
                cancellationToken
            );
            progress.Running(row, "downloading");
            var file = $"{row.Key}.mp4";
            await video.SaveAsync(Path.Combine(folder, file), cancellationToken: cancellationToken);
            journal.Saved(row.Key, file, time.GetUtcNow());
            progress.Saved(row, file);
        }
        catch (CloudswayException exception)
        {
            journal.Leave(
                row.Key,
                RowFault.AfterWaiting(exception),
                FailureReport.Category(exception)
            );
            throw;
        }
    }
}
