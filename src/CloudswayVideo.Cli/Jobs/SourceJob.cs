using System.CommandLine;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The video of an earlier job as the source of a new one. Its URL expires, so it is asked for just before.
/// </summary>
internal sealed class SourceJob
{
    public static readonly Option<string?> Option = new("--source-job")
    {
        Description =
            "The id of an earlier job, in the place of --source-video: its video is taken, and "
            + "waited for if it is not finished.",
        HelpName = "id",
    };

    private readonly string? _id;

    public SourceJob(JobKind kind, ParseResult arguments)
    {
        _id = kind.SourceVideo is null ? null : arguments.GetValue(Option);
        Field = _id is null ? null : kind.SourceVideo;
    }

    /// <summary>The field that the video is put into; null if no job was named.</summary>
    public JobField? Field { get; }

    /// <summary>What stands for the URL until it is known.</summary>
    public string Placeholder => $"https://video-of-job.invalid/{Uri.EscapeDataString(_id ?? "")}";

    /// <exception cref="CommandException">A URL was given, too.</exception>
    public void CheckAlone(Func<JobField, string?> values)
    {
        if (Field is not null && values(Field) is not null)
        {
            throw new CommandException(
                $"{Field.Option} and {Option.Name} both name the source. Give one of the two."
            );
        }
    }

    /// <summary>Waits for the job, and asks where its video is.</summary>
    /// <exception cref="CommandException">The job was not submitted from here.</exception>
    /// <exception cref="CloudswayException">It has no video.</exception>
    public async Task<string> UrlAsync(
        Gateway gateway,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var entry =
            await gateway.FindAsync(_id!, terminal, cancellationToken)
            ?? throw new CommandException(
                $"Job \"{_id}\" is not in the journal {gateway.Journal.Path}. Give the URL of its "
                    + $"video as {Field!.Option}; \"wait ID --json\" prints it."
            );
        var family = Family.Named(entry.Family);
        var job = KnownJobCommand.JobOf(gateway.ClientAt(family, entry.Endpoint), _id!);
        gateway.TakeUp(family, job.Id, entry.Endpoint, entry.At);
        terminal.Say($"Waiting for the video of job {job.Id}.");
        return (await job.WaitAsync(cancellationToken: cancellationToken)).Url;
    }
}
