using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Takes one row a step further. The journal says what is about to happen before it does, and what happened after.
/// </summary>
internal sealed class RowRun(
    JournalRow row,
    FamilyClient client,
    string baseUrl,
    string folder,
    BatchJournal journal,
    JobJournal jobs,
    BatchProgress progress,
    TimeProvider time
)
{
    /// <summary>Submits the row's job, once.</summary>
    /// <param name="request">The row of the file.</param>
    /// <param name="keptPrompt">What of its prompt is kept, if anything.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <exception cref="Exception">There is no id; the journal says what that means.</exception>
    public async Task<VideoJob> SubmitAsync(
        BatchRow request,
        string? keptPrompt,
        CancellationToken cancellationToken
    )
    {
        var entry = Entry(JournalEvent.Submitting, Guid.NewGuid()) with { Prompt = keptPrompt };
        var submission = new JobSubmission(client, jobs, entry, progress.DisplayOf(row), time)
        {
            Beginning = () =>
                journal.Submitting(row.Key, entry.BaseUrl, entry.Attempt, time.GetUtcNow()),
            Keeping = id => journal.Accepted(row.Key, id),
        };
        try
        {
            return await submission.RunAsync(request.Job, cancellationToken);
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
    /// <exception cref="CloudswayException">
    /// There is no video; the journal says whether there may still be one.
    /// </exception>
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
            var path = Path.Combine(folder, file);
            await video.SaveAllAsync(path, cancellationToken: cancellationToken);
            journal.Saved(row.Key, file, time.GetUtcNow());
            progress.Saved(row, file);
            await KeepAsync(JournalEvent.Saved, job.Id, path);
        }
        catch (CloudswayException exception)
        {
            var state = RowFault.AfterWaiting(exception);
            journal.Leave(row.Key, state, FailureReport.Category(exception));
            if (state == RowState.Failed)
            {
                await KeepAsync(JournalEvent.Failed, job.Id);
            }

            throw;
        }
    }

    private JournalEntry Entry(JournalEvent what, Guid attempt)
    {
        var command = row.Command.Split(' ', 2);
        return new(
            attempt,
            default,
            what,
            command[0],
            command[^1],
            row.Endpoint,
            baseUrl,
            Batch: folder,
            Row: row.Key
        );
    }

    private async Task KeepAsync(JournalEvent what, string id, string? file = null)
    {
        if (
            Guid.TryParse(journal.Find(row.Key)?.Attempt, out var attempt)
            && await jobs.TryAppendAsync(Entry(what, attempt) with { Id = id, File = file })
                is { } problem
        )
        {
            progress.DisplayOf(row).Say(problem);
        }
    }
}
