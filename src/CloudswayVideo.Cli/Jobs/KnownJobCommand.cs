using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>Does something with a job that was submitted before.</summary>
internal delegate Task<int> WithJob(
    VideoJob job,
    Gateway gateway,
    ParseResult arguments,
    CancellationToken cancellationToken
);

/// <summary>
/// A command about a job that was submitted before, maybe by another process. Its id is enough: where it was submitted is
/// in the journal, or else in the options.
/// </summary>
internal static class KnownJobCommand
{
    private static readonly Argument<string> Id = new("id")
    {
        Description = "The id that submitting the job returned.",
    };

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
        var command = new Command(name, description) { Id, FamilyName };
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
                    await FindAsync(arguments, gateway, terminal, cancellationToken),
                    gateway,
                    arguments,
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static async Task<VideoJob> FindAsync(
        ParseResult arguments,
        Gateway gateway,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var id = arguments.GetValue(Id)!;
        var journal = gateway.Journal;
        var entry = await journal.FindAsync(id, cancellationToken);
        terminal.Say(journal.Problems);
        var family = Family.Named(
            arguments.GetValue(FamilyName)
                ?? entry?.Family
                ?? throw new CommandException(
                    $"Job \"{id}\" is not in the journal {journal.Path}. Give --family and --endpoint as it was submitted with."
                )
        );
        // The journal of the data folder is the user's own; another may come from anywhere.
        if (arguments.GetValue(GatewayOptions.Journal) is not null)
        {
            gateway.CheckHost(
                entry?.BaseUrl,
                gateway.BaseUrlFor(family),
                $"{journal.Path} says that job {id}"
            );
        }

        var job = gateway.ClientFor(family, entry).GetJob(id);
        gateway.TakeUp(family, id, job.EndpointPath, entry?.At ?? terminal.Time.GetUtcNow());
        return job;
    }
}
