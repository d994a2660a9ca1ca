using System.CommandLine;
using CloudswayVideo.Cli.Completion;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>A job that was submitted before, and what the journal has of it.</summary>
internal sealed record KnownJob(VideoJob Job, JournalEntry? Entry);

/// <summary>Does something with a job that was submitted before.</summary>
internal delegate Task<int> WithJob(
    KnownJob known,
    Gateway gateway,
    ParseResult arguments,
    CancellationToken cancellationToken
);

/// <summary>
/// A command about a job that was submitted before, maybe by another process. Its id is enough: where it was submitted
/// is in the journal, or else in the options.
/// </summary>
internal static class KnownJobCommand
{
    /// <summary>The name of the argument that is the id of a job.</summary>
    public const string IdName = "id";

    private const int ShownLength = 40;

    private static readonly Option<string?> FamilyName = new("--family")
    {
        Description = "The family of a job that was not submitted from here.",
    };

    static KnownJobCommand() =>
        FamilyName.AcceptOnlyFromAmong([.. Family.All.Select(family => family.Name)]);

    public static Command Create(
        string name,
        string description,
        Terminal terminal,
        WithJob run,
        params Option[] options
    )
    {
        var id = new Argument<string>(IdName)
        {
            Description = "The id that submitting the job returned.",
            // Else help shows the ids that a shell completes.
            HelpName = IdName,
        };
        id.CompletionSources.Add(JobIds.Of(terminal));
        var command = new Command(name, description) { id, FamilyName };
        options.ToList().ForEach(command.Options.Add);
        GatewayOptions.AddTo(command);
        command.SetAction(
            async (arguments, cancellationToken) =>
            {
                await using var gateway = await Gateway.OpenAsync(
                    arguments,
                    terminal,
                    cancellationToken
                );
                return await run(
                    await FindAsync(
                        arguments.GetValue(id)!,
                        arguments,
                        gateway,
                        terminal,
                        cancellationToken
                    ),
                    gateway,
                    arguments,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<KnownJob> FindAsync(
        string id,
        ParseResult arguments,
        Gateway gateway,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var entry = await gateway.FindAsync(id, terminal, cancellationToken);
        var family = Family.Named(
            arguments.GetValue(FamilyName)
                ?? entry?.Family
                ?? throw new CommandException(
                    $"Job \"{id}\" is not in the journal {gateway.Journal.Path}. Give --family and "
                        + "--endpoint as it was submitted with."
                )
        );
        var job = JobOf(gateway.ClientFor(family, entry), id);
        gateway.TakeUp(family, id, job.EndpointPath, entry?.At ?? terminal.Time.GetUtcNow());
        return new KnownJob(job, entry);
    }

    /// <exception cref="CommandException">The id can be none.</exception>
    public static VideoJob JobOf(FamilyClient client, string id)
    {
        try
        {
            return client.GetJob(id);
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(
                $"The job id \"{(id.Length > ShownLength ? $"{id[..ShownLength]}…" : id)}\" can be "
                    + "none: give it as it was printed, up to 256 letters, digits and the signs - . _ ~",
                exception
            );
        }
    }
}
