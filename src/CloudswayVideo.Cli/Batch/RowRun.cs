using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Takes one row a step further. The journal says what is about to happen before it does, and what happened after.</summary>
internal sealed class RowRun(
    JournalRow row,
    FamilyClient client,
    string baseUrl,
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
            baseUrl
        );
        journal.Submitting(row.Key, baseUrl, time.GetUtcNow());
        try
        {
            return await new JobSubmission(client, jobs, progress.DisplayOf(row), time).RunAsync(
                request.Kind,
                request.Body,
                entry,
                id => journal.Accepted(row.Key, id),
                cancellationToken
            );
        }
        catch (Exception exception)
            when ((exception as SubmissionOutcomeUnknownException ?? exception.InnerException)
                    is SubmissionOutcomeUnknownException unknown
            )
        {
            journal.Leave(row.Key, RowState.Unknown, "noAnswer", unknown.JobId);
            progress.Failed(row, unknown);
            throw;
        }
        catch (Exception exception) when (RowFault.IsRefusal(exception))
        {
            journal.Leave(row.Key, RowState.Failed, RowFault.Code(exception));
            progress.Failed(row, exception);
            throw;
        }
        catch (Exception exception)
            when (exception is CloudswayException or OperationCanceledException)
        {
            journal.Leave(
                row.Key,
                RowState.Pending,
                exception is CloudswayException ? RowFault.Code(exception) : null
            );
            throw;
        }
    }

    /// <summary>Waits for a job that was accepted, and saves its video.</summary>
    /// <exception cref="CloudswayException">There is no video; the journal says whether there may still be one.</exception>
    public async Task FetchAsync(VideoJob job, string folder, CancellationToken cancellationToken)
    {
        try
        {
            progress.Running(row, "waiting");
            var video = await job.WaitAsync(
                new ProgressDisplay.Hearing<VideoJobUpdate>(update =>
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
                exception is VideoJobFailedException ? RowState.Failed : RowState.Accepted,
                RowFault.Code(exception)
            );
            progress.Failed(row, exception);
            throw;
        }
    }
}
