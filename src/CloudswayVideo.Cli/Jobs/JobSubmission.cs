using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Submits a paid job and keeps its id. The journal is written before and after: on a disk that cannot be written,
/// nothing is sent and nothing paid. Ctrl-C does not end a submission at once, because only the answer has the id.
/// </summary>
internal sealed class JobSubmission(
    CloudswayClient client,
    JobJournal journal,
    JournalEntry entry,
    ProgressDisplay display,
    TimeProvider time
)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The accepted job, even if a later step failed; null without one.</summary>
    public VideoJob? Job { get; private set; }

    /// <summary>Writes that the job is about to be sent. If that fails, nothing may be sent.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        display.Show("Submitting", "…");
        cancellationToken.ThrowIfCancellationRequested();
        await WriteAsync(JournalEvent.Submitting);
    }

    /// <summary>Writes that nothing was sent. If that fails, the user is told.</summary>
    public Task WithdrawAsync() => TryWriteAsync(JournalEvent.Refused);

    /// <summary>Sends the job and writes its id. An interruption ends it once <see cref="Grace"/> is over.</summary>
    public async Task<VideoJob> SendAsync(PreparedJob prepared, CancellationToken cancellationToken)
    {
        try
        {
            Job = await TransferAsync(prepared, cancellationToken);
        }
        catch (SubmissionOutcomeUnknownException unknown)
        {
            await TryWriteAsync(JournalEvent.Unknown, unknown.JobId);
            throw;
        }
        // After an IOException, which the file of an image causes, nothing was sent.
        catch (Exception exception)
            when (exception
                    is CloudswayException
                        or ArgumentException
                        or CommandException
                        or OperationCanceledException
                        or IOException
                        or UnauthorizedAccessException
            )
        {
            await TryWriteAsync(JournalEvent.Refused);
            throw;
        }

        // If the disk is full, the user at least sees the id.
        display.Say($"Accepted as job {Job.Id}.");
        await WriteAsync(JournalEvent.Accepted, Job.Id);
        display.Show("Submitting", "accepted", 1);
        return Job;
    }

    private async Task<VideoJob> TransferAsync(
        PreparedJob prepared,
        CancellationToken cancellationToken
    )
    {
        using var interruption = new CancellationTokenSource();
        ITimer? grace = null;
        var registration = cancellationToken.Register(() =>
        {
            grace = time.CreateTimer(
                _ => interruption.Cancel(),
                null,
                Grace,
                Timeout.InfiniteTimeSpan
            );
            display.Say(
                $"Interrupted; waiting up to {Grace.TotalSeconds:0} seconds for the id of the job."
            );
        });
        try
        {
            prepared.Upload = display.Transfer("Uploading");
            return await prepared.SubmitAsync(client, interruption.Token);
        }
        finally
        {
            await registration.DisposeAsync();
            // Waits for its callback, which needs the source.
            await (grace?.DisposeAsync() ?? default);
        }
    }

    private Task WriteAsync(JournalEvent newEvent, string? id = null) =>
        journal.AppendAsync(entry with { Event = newEvent, Id = id }, CancellationToken.None);

    // Throws nothing, because the failure of the submission matters more. The line "submitting" is in the journal.
    private Task TryWriteAsync(JournalEvent newEvent, string? id = null) =>
        journal.TryAppendAsync(entry with { Event = newEvent, Id = id }, display.Say);
}
