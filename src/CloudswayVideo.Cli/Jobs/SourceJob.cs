using System.CommandLine;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The option --source-job: the video of an earlier job as the source of a new one. The URL of a video expires, so it
/// is fetched just before it is used.
/// </summary>
internal sealed class SourceJob
{
    public static readonly Option<string?> Option = new("--source-job")
    {
        Description =
            "The id of an earlier job whose video is the source, instead of --source-video. If that job still "
            + "runs, the command waits for it.",
        HelpName = "id",
    };

    private readonly string? _id;

    public SourceJob(JobKind kind, CommandRun run)
    {
        _id = kind.SourceVideo is null ? null : run.Get(Option);
        Field = _id is null ? null : kind.SourceVideo;
    }

    /// <summary>The field for the URL of the video; null if no job was named.</summary>
    public JobField? Field { get; }

    /// <summary>Takes the place of the URL until that is known.</summary>
    public string Placeholder => $"https://video-of-job.invalid/{Uri.EscapeDataString(_id ?? "")}";

    /// <exception cref="CommandException">Both a job and a URL were given.</exception>
    public void CheckAlone(Func<JobField, string?> texts)
    {
        if (Field is not null && texts(Field) is not null)
        {
            throw new CommandException(
                $"{Field.Option} and {Option.Name} both name the source. Give one of the two."
            );
        }
    }

    /// <summary>Waits for the job, and returns the URL of its video.</summary>
    /// <exception cref="CommandException">The job was not submitted from here.</exception>
    /// <exception cref="CloudswayException">The job has no video.</exception>
    public async Task<string> UrlAsync(Gateway gateway, CommandRun run)
    {
        var entry =
            await gateway.FindAsync(_id!)
            ?? throw new CommandException(
                await gateway.NotInJournalAsync(
                    _id!,
                    $"Give the URL of its video as {Field!.Option}; \"wait ID --json\" prints it."
                )
            );
        var family = Family.Named(entry.Family);
        var job = EarlierJobCommands.JobOf(gateway.ClientAt(family, entry.Endpoint), _id!);
        gateway.AddToMock(family, job.Id, entry.Endpoint, entry.At);
        run.Terminal.Say($"Waiting for the video of job {job.Id}.");
        return (await job.WaitAsync(cancellationToken: run.CancellationToken)).Url;
    }
}
