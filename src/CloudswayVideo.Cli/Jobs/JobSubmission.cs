using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Submits a paid job and keeps its id. The journal is written before, so that a disk that cannot be written costs
/// nothing, and after. Ctrl-C does not break off a submission at once: its answer is the only way to its id.
/// </summary>
internal sealed class JobSubmission(
    FamilyClient client,
    JobJournal journal,
    JournalEntry entry,
    ProgressDisplay display,
    TimeProvider time
)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>The accepted job, whatever went wrong after that; null without one.</summary>
    public VideoJob? Job { get; private set; }

    /// <summary>Both steps of a submission.</summary>
    /// <param name="prepared">What is submitted.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<VideoJob> RunAsync(PreparedJob prepared, CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken);
        return await SendAsync(prepared, cancellationToken);
    }

    /// <summary>Writes that the job is about to be sent. Where that fails, nothing may be sent.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        display.Show("Submitting", "…");
        cancellationToken.ThrowIfCancellationRequested();
        await WriteAsync(JournalEvent.Submitting);
    }

    /// <summary>Writes that nothing was sent, if it can be written.</summary>
    public Task WithdrawAsync() => TryWriteAsync(JournalEvent.Refused);

    /// <summary>Sends the job and writes its id.</summary>
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
        // An image that cannot be read any more is an IOException, and nothing was sent.
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

        // Said before it is written: should the disk be full, it is at least seen.
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
            return await client.SubmitAsync(prepared, interruption.Token);
        }
        finally
        {
            await registration.DisposeAsync();
            grace?.Dispose();
        }
    }

    private Task WriteAsync(JournalEvent what, string? id = null) =>
        journal.AppendAsync(entry with { Event = what, Id = id }, CancellationToken.None);

    // What went wrong with the submission matters more, and a journal that says "submitting" says enough.
    private async Task TryWriteAsync(JournalEvent what, string? id = null)
    {
        if (await journal.TryAppendAsync(entry with { Event = what, Id = id }) is { } problem)
        {
            display.Say(problem);
        }
    }
}
