using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Steps;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// One row of a batch on its way: the queue's step submits it, and the client's own wait, which thousands share, takes
/// the place of the queue's questions.
/// </summary>
internal sealed class RowRun(
    BatchVideo row,
    FamilyClient client,
    BatchRows rows,
    JobJournal jobs,
    BatchProgress progress,
    string folder,
    TimeProvider time
) : IRowSource
{
    private const int MostFailures = 3;

    private readonly FolderVideoStore _store = new(folder);
    private readonly ProgressDisplay _display = progress.DisplayOf(row);
    private JobSubmission? _submission;
    private BatchRow? _request;
    private string? _attempt = row.Attempt;
    private string? _prompt;
    private Exception? _unkept;
    private bool _wasSent;
    private CancellationToken _interruption;

    /// <summary>What stops a row that is about to be sent; one that is being sent goes on.</summary>
    public CancellationToken Stop { get; init; }

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
        (_request, _prompt, _interruption) = (request, keptPrompt, cancellationToken);
        using var log = new RetryNotices(_display.Say);
        var step = new SubmissionStep(rows.Videos, this, _store, budget: null, time, log);
        try
        {
            var end = await step.RunAsync(row, cancellationToken);
            // Both journals were tried; the run ends where one of them cannot be written.
            return _unkept is { } unkept ? throw unkept
                : _submission?.Job is { } job ? job
                : throw end.Failure
                    ?? new InvalidOperationException(
                        "The journal does not have the row as it must be. Nothing more is submitted; "
                            + "run the same command again."
                    );
        }
        catch (VideoJournalException) when (_submission is not null && !_wasSent)
        {
            await _submission.WithdrawAsync();
            throw;
        }
    }

    /// <summary>Waits for a job that was accepted, and saves its video.</summary>
    /// <exception cref="CloudswayException">
    /// There is no video; the journal says whether there may still be one.
    /// </exception>
    public async Task FetchAsync(VideoJob job, CancellationToken cancellationToken)
    {
        var token = row.Job ?? job.ToToken();
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
            var path = await _store.SaveAsync(row.Key, video, cancellationToken);
            await rows.Videos.EndAsync(row.Key, token, path, reason: null);
            progress.Saved(row, Path.GetFileName(path));
            await KeepAsync(JournalEvent.Saved, job.Id, path);
        }
        catch (CloudswayException exception)
        {
            var reason = FailureReport.Category(exception);
            if (exception is VideoJobException { NextStep: NextStep.Stop })
            {
                await rows.Videos.EndAsync(row.Key, token, file: null, reason);
                await KeepAsync(JournalEvent.Failed, job.Id);
            }
            else
            {
                var accepted = row with { State = QueuedVideoState.Accepted };
                await rows.Videos.AgainAsync(accepted, TimeSpan.Zero, reason);
            }

            throw;
        }
    }

    CloudswayClient IRowSource.ClientFor(JournalRow _) => client.Client;

    async Task<Func<Task<VideoJob>>> IRowSource.PrepareAsync(
        JournalRow ofJournal,
        string attempt,
        CloudswayClient ofFamily,
        CancellationToken cancellationToken
    )
    {
        // What is under way when another row meets an obstacle is not broken off: its answer is its id.
        Stop.ThrowIfCancellationRequested();
        _attempt = attempt;
        var entry = Entry(JournalEvent.Submitting, Guid.Parse(attempt)) with { Prompt = _prompt };
        _submission = new JobSubmission(client, jobs, entry, _display, time);
        await _submission.BeginAsync(cancellationToken);
        return SendAsync;
    }

    SubmissionEnd IRowSource.EndOf(Exception exception, JournalRow _) =>
        (
            exception switch
            {
                // The row is wrong since it was checked, such as its image; others are not.
                ArgumentException or CommandException => new SubmissionEnd(
                    QueuedVideoState.Failed,
                    null
                ),
                // It was interrupted, or a file could not be read, before anything was sent.
                OperationCanceledException or IOException or UnauthorizedAccessException =>
                    new SubmissionEnd(QueuedVideoState.Waiting, null),
                _ => SubmissionEnd.After(exception, failures: 0),
            }
        ) with
        {
            Reason = FailureReport.Category(exception),
        };

    // The journal of ids says it too, and settles the row in the next run; without a word of it the row is in doubt.
    bool IRowSource.GivesUpAfter(int failures) => _unkept is null && failures >= MostFailures;

    string IRowSource.ReasonOf(Exception exception) => FailureReport.Category(exception);

    private async Task<VideoJob> SendAsync()
    {
        _wasSent = true;
        try
        {
            return await _submission!.SendAsync(_request!.Job, _interruption);
        }
        // The id is kept by the journal of the batch, whatever is wrong with that of ids.
        catch (Exception exception) when (_submission!.Job is not null)
        {
            _unkept = exception;
            return _submission.Job;
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
            row.BaseUrl ?? "",
            Batch: folder,
            Row: row.Key
        );
    }

    private async Task KeepAsync(JournalEvent what, string id, string? file = null)
    {
        if (
            Guid.TryParse(_attempt, out var attempt)
            && await jobs.TryAppendAsync(Entry(what, attempt) with { Id = id, File = file })
                is { } problem
        )
        {
            _display.Say(problem);
        }
    }
}
