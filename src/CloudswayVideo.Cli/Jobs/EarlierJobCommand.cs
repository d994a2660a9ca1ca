using System.CommandLine;
using System.Text.RegularExpressions;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>A job that was submitted before, and its last entry in the journal, if it has one.</summary>
internal sealed record EarlierJob(VideoJob Job, JournalEntry? Entry);

/// <summary>What a command does with a job that was submitted before.</summary>
internal delegate Task<int> EarlierJobAction(
    EarlierJob earlier,
    Gateway gateway,
    ParseResult arguments,
    CancellationToken cancellationToken
);

/// <summary>
/// A command about a job that was submitted before, maybe by another process. The user gives its id. The journal, or
/// else an option, says where it was submitted.
/// </summary>
internal static partial class EarlierJobCommand
{
    /// <summary>The name of the argument for the id of a job.</summary>
    public const string IdName = "id";

    private const int LongestShown = 40;

    private static readonly Option<string?> FamilyName = new("--family")
    {
        Description = "The family of a job that was not submitted from here.",
    };

    static EarlierJobCommand() =>
        FamilyName.AcceptOnlyFromAmong([.. Family.All.Select(family => family.Name)]);

    public static Command Create(
        string name,
        string description,
        Terminal terminal,
        EarlierJobAction run,
        params Option[] options
    )
    {
        var id = new Argument<string>(IdName)
        {
            Description = "The id that submitting the job returned.",
        };
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

    private static async Task<EarlierJob> FindAsync(
        string id,
        ParseResult arguments,
        Gateway gateway,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var entry = await gateway.FindAsync(id, cancellationToken);
        var named = arguments.GetValue(FamilyName);
        if (
            entry is not null
            && !(named ?? entry.Family).Equals(entry.Family, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new CommandException(
                $"--family is {named}, and job {id} is of {entry.Family}: {gateway.Journal.Path} has it. "
                    + $"Leave out {FamilyName.Name}."
            );
        }

        var family = Family.Named(
            named
                ?? entry?.Family
                ?? throw new CommandException(
                    await gateway.NotInJournalAsync(
                        id,
                        "Give --family and --endpoint that it was submitted with.",
                        cancellationToken
                    )
                )
        );
        var job = JobOf(gateway.ClientFor(family, entry), id);
        gateway.AddToMock(family, id, job.EndpointPath, entry?.At ?? terminal.Time.GetUtcNow());
        return new EarlierJob(job, entry);
    }

    /// <summary>Whether the client accepts a text as the id of a job.</summary>
    [GeneratedRegex(@"\A(?!\.{1,2}\z)[A-Za-z0-9._~-]{1,256}\z")]
    public static partial Regex UsableId();

    /// <exception cref="CommandException">The text cannot be an id.</exception>
    public static VideoJob JobOf(CloudswayClient client, string id)
    {
        try
        {
            return client.GetJob(id);
        }
        catch (ArgumentException exception)
        {
            throw new CommandException(
                $"\"{(id.Length > LongestShown ? $"{id[..LongestShown]}…" : id)}\" cannot be a job id. Give the id "
                    + "as it was printed: up to 256 letters, digits and the signs - . _ ~",
                exception
            );
        }
    }
}
