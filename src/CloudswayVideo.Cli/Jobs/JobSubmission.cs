using CloudswayVideo.Cli.Contract;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// Submits one paid job and keeps its id. The journal is written before, so that a disk that cannot be written costs
/// nothing, and after. Ctrl-C does not break off a submission at once: its answer is the only way to its id.
/// </summary>
internal static class JobSubmission
{
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <param name="kind">What is submitted.</param>
    /// <param name="body">The body of the request.</param>
    /// <param name="client">What submits it.</param>
    /// <param name="journal">Where the id is kept; null if it need not be.</param>
    /// <param name="entry">What the journal is to say.</param>
    /// <param name="display">Tells the user.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public static async Task<VideoJob> RunAsync(JobKind kind, JObject body, FamilyClient client, JobJournal? journal, JournalEntry entry, ProgressDisplay display, CancellationToken cancellationToken)
    {
        Task Write(JournalEvent what, string? id = null) => journal?.AppendAsync(entry with { Event = what, Id = id }, CancellationToken.None) ?? Task.CompletedTask;

        display.Show("Submitting", "…");
        cancellationToken.ThrowIfCancellationRequested();
        await Write(JournalEvent.Submitting);
        using var interruption = new CancellationTokenSource();
        using var registration = cancellationToken.Register(() =>
        {
            display.Say($"Interrupted; waiting up to {Grace.TotalSeconds:0} seconds for the id of the job.");
            interruption.CancelAfter(Grace);
        });
        try
        {
            var job = await client.SubmitAsync(kind, body, interruption.Token);
            // Said before it is written: should the disk be full, it is at least seen.
            display.Say($"Accepted as job {job.Id}.");
            await Write(JournalEvent.Accepted, job.Id);
            display.Show("Submitting", "accepted", 1);
            return job;
        }
        catch (Exception exception) when (ExitCode.Of(exception) == ExitCode.OutcomeUnknown)
        {
            await Write(JournalEvent.Unknown, ((exception as SubmissionOutcomeUnknownException) ?? exception.InnerException as SubmissionOutcomeUnknownException)?.JobId);
            throw;
        }
        catch (Exception exception) when (exception is CloudswayException or ArgumentException or OperationCanceledException)
        {
            await Write(JournalEvent.Refused);
            throw;
        }
    }
}
