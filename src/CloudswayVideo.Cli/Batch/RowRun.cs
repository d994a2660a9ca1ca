using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Submission;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Runs one row of a batch: submits it with the step of the queue, then waits with the client, whose wait is cheap
/// enough for thousands of jobs.
/// </summary>
internal sealed class RowRun(
    BatchVideo row,
    CloudswayClient client,
    BatchRows rows,
    JobJournal jobs,
    RunBudget? budget,
    BatchProgress progress,
    ProgressDisplay display,
    string folder,
    TimeProvider time
) : IRowSource
{
    private const int MaximumFailures = 3;

    private readonly FolderVideoStore _store = new(folder);
    private readonly long _start = time.GetTimestamp();
    private JobSubmission? _submission;
    private BatchRow? _request;
    private string? _attempt = row.Attempt;
    private string? _prompt;
    private Exception? _failure;
    private Exception? _journalFailure;
    private bool _wasSent;
    private CancellationToken _interruption;

    /// <summary>Stops the row if it was not sent yet.</summary>
    public CancellationToken Stop { get; init; }

    /// <summary>Submits the row's job, once. The journal keeps the given words of its prompt; null for none.</summary>
    /// <exception cref="Exception">There is no id; the journal has the state of the row.</exception>
    public async Task<VideoJob> SubmitAsync(
        BatchRow request,
        string? keptPrompt,
        CancellationToken cancellationToken
    )
    {
        (_request, _prompt, _interruption) = (request, keptPrompt, cancellationToken);
        using var log = new RetryNotices(display.Say);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stop);
        display.Show("Submitting", budget is null ? "…" : "waits for its turn");
        var step = new SubmissionStep(rows.Videos, this, _store, budget, time, log);
        try
        {
            while (true)
            {
                await step.RunAsync(row, both.Token);
                // The job is in one journal, but a run must not continue while the other cannot be written.
                if (_journalFailure is { } failure)
                {
                    throw failure;
                }

                if (_submission?.Job is { } job)
                {
                    return job;
                }

                if (_failure is { } failed)
                {
                    throw failed;
                }

                await WithdrawAsync();
                // A process that was suspended before it sent anything has given its permission back.
                if (
                    await rows.Videos.FindAsync(row.Key, cancellationToken)
                    is not { State: QueuedVideoState.Waiting }
                )
                {
                    throw new InvalidOperationException(
                        "The journal has another state for the row than expected. Nothing more is submitted; "
                            + "run the same command again."
                    );
                }
            }
        }
        catch (VideoJournalException) when (!_wasSent)
        {
            await WithdrawAsync();
            throw;
        }
    }

    /// <summary>Waits for an accepted job, and saves its video.</summary>
    /// <exception cref="CloudswayException">
    /// There is no video; the journal says whether there may still be one.
    /// </exception>
    public async Task FetchAsync(VideoJob job, CancellationToken cancellationToken)
    {
        var token = row.Job ?? job.ToToken();
        try
        {
            var video = await display.WaitAsync(job, cancellationToken);
            display.Show("Downloading", "…");
            var path = await _store.SaveAsync(row.Key, video, cancellationToken);
            await rows.Videos.EndAsync(row.Key, token, QueuedVideoState.Saved, path);
            progress.Saved(display, Path.GetFileName(path), time.GetElapsedTime(_start));
            await KeepAsync(JournalEvent.Saved, job.Id, path);
        }
        catch (CloudswayException exception)
        {
            var reason = FailureReport.Category(exception);
            if (exception is VideoJobException { NextStep: NextStep.Stop })
            {
                await rows.Videos.EndAsync(row.Key, token, QueuedVideoState.Failed, reason: reason);
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

    CloudswayClient IRowSource.ClientFor(JournalRow _) => client;

    async Task<Func<Task<VideoJob>>> IRowSource.PrepareAsync(
        JournalRow ofJournal,
        string attempt,
        CloudswayClient ofFamily,
        CancellationToken cancellationToken
    )
    {
        // The last moment to stop: once it is sent, only the answer has the id.
        cancellationToken.ThrowIfCancellationRequested();
        _attempt = attempt;
        var entry = Entry(JournalEvent.Submitting, Guid.Parse(attempt)) with { Prompt = _prompt };
        _submission = new JobSubmission(client, jobs, entry, display, time);
        await _submission.BeginAsync(cancellationToken);
        return SendAsync;
    }

    SubmissionEnd IRowSource.EndOf(Exception exception, JournalRow _)
    {
        _failure = exception;
        return exception switch
        {
            // The row, such as its image, was changed after the check. Other rows are not affected.
            ArgumentException or CommandException => End(QueuedVideoState.Failed),
            // The row was interrupted, or its image could not be read, before anything was sent.
            OperationCanceledException or IOException or UnauthorizedAccessException => End(
                QueuedVideoState.Waiting
            ),
            _ => SubmissionEnd.After(exception, failures: 0) with { Reason = Reason() },
        };

        SubmissionEnd End(QueuedVideoState state) => new(state, Reason());
        string Reason() => FailureReport.Category(exception);
    }

    // The next run settles the row with the journal of ids. If that journal failed, too, the journal of the batch has
    // to be tried without end.
    bool IRowSource.GivesUpAfter(int failures) =>
        _journalFailure is null && failures >= MaximumFailures;

    string IRowSource.ReasonOf(Exception exception)
    {
        _failure = exception;
        return FailureReport.Category(exception);
    }

    // Each attempt is withdrawn once.
    private Task WithdrawAsync() =>
        Interlocked.Exchange(ref _submission, null)?.WithdrawAsync() ?? Task.CompletedTask;

    private async Task<VideoJob> SendAsync()
    {
        _wasSent = true;
        try
        {
            return await _submission!.SendAsync(_request!.Job, _interruption);
        }
        // The journal of ids failed, but the journal of the batch can keep the id.
        catch (Exception exception) when (_submission!.Job is not null)
        {
            _journalFailure = exception;
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

    private Task KeepAsync(JournalEvent what, string id, string? file = null) =>
        Guid.TryParse(_attempt, out var attempt)
            ? jobs.TryAppendAsync(Entry(what, attempt) with { Id = id, File = file }, display.Say)
            : Task.CompletedTask;
}
