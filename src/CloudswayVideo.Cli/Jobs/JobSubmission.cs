using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Submits paid jobs and keeps their ids. The journal is written before, so that a disk that cannot be written costs
/// nothing, and after. Ctrl-C does not break off a submission at once: its answer is the only way to its id.
/// </summary>
internal sealed class JobSubmission(
    FamilyClient client,
    JobJournal journal,
    ProgressDisplay display,
    TimeProvider time
)
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="kind">What is submitted.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="entry">What the journal is to say.</param>
    /// <param name="keep">Keeps the id elsewhere, too. Neither place is left without it because the other cannot be written.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<VideoJob> RunAsync(
        JobKind kind,
        JObject body,
        JournalEntry entry,
        Action<string>? keep,
        CancellationToken cancellationToken
    )
    {
        Task Write(JournalEvent what, string? id = null) =>
            journal.AppendAsync(entry with { Event = what, Id = id }, CancellationToken.None);

        display.Show("Submitting", "…");
        cancellationToken.ThrowIfCancellationRequested();
        await Write(JournalEvent.Submitting);
        using var interruption = new CancellationTokenSource();
        ITimer? grace = null;
        var registration = cancellationToken.Register(() =>
        {
            display.Say(
                $"Interrupted; waiting up to {Grace.TotalSeconds:0} seconds for the id of the job."
            );
            grace = time.CreateTimer(
                _ => interruption.Cancel(),
                null,
                Grace,
                Timeout.InfiniteTimeSpan
            );
        });
        VideoJob job;
        try
        {
            job = await client.SubmitAsync(
                kind,
                body,
                display.Transfer("Uploading"),
                interruption.Token
            );
        }
        catch (Exception exception)
            when ((exception as SubmissionOutcomeUnknownException ?? exception.InnerException)
                    is SubmissionOutcomeUnknownException unknown
            )
        {
            await Write(JournalEvent.Unknown, unknown.JobId);
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
            )
        {
            await Write(JournalEvent.Refused);
            throw;
        }
        finally
        {
            await registration.DisposeAsync();
            grace?.Dispose();
        }

        // Said before it is written: should the disk be full, it is at least seen.
        display.Say($"Accepted as job {job.Id}.");
        try
        {
            keep?.Invoke(job.Id);
        }
        finally
        {
            await Write(JournalEvent.Accepted, job.Id);
        }

        display.Show("Submitting", "accepted", 1);
        return job;
    }
}
