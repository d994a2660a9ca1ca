using System.CommandLine;
using System.Text.RegularExpressions;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// The commands about a job that was submitted before, maybe by another process. The user gives its id. The journal, or
/// else an option, says where it was submitted.
/// </summary>
internal static partial class EarlierJobCommands
{
    public static readonly Argument<string> Id = new("id")
    {
        Description = "The id that submitting the job returned.",
    };

    private const int LongestShown = 40;

    private static readonly Option<string?> FamilyName = new Option<string?>("--family")
    {
        Description = "The family of a job that was not submitted from here.",
    }.AcceptOnlyFromAmong([.. Family.All.Select(family => family.Name)]);

    public static Command CreateStatus() =>
        Create("status", "Asks once for the state of a job.", job => job.AskAsync());

    public static Command CreateWait() =>
        Create(
            "wait",
            "Waits until a job has ended. \"download\" also waits, and then saves the video.",
            job => job.WaitAsync(),
            GatewayOptions.Timeout
        );

    public static Command CreateDownload() =>
        Create(
            "download",
            "Saves the video of a job. Waits for it first if the job still runs.",
            job => job.DownloadAsync(OutputTarget.FromOptions(job.Run)),
            OutputTarget.Option,
            OutputTarget.Overwrite,
            GatewayOptions.Timeout
        );

    private static Command Create(
        string name,
        string description,
        Func<JobRun, Task<int>> act,
        params Option[] options
    ) =>
        CommandRun.CreateCommand(
            name,
            description,
            async run =>
            {
                await using var gateway = await Gateway.OpenAsync(run);
                return await act(await FindAsync(run.Get(Id)!, gateway, run));
            },
            [Id, FamilyName, .. options, .. GatewayOptions.For()]
        );

    private static async Task<JobRun> FindAsync(string id, Gateway gateway, CommandRun run)
    {
        var entry = await gateway.FindAsync(id);
        var named = run.Get(FamilyName);
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
                        "Give --family and --endpoint that it was submitted with."
                    )
                )
        );
        var job = JobOf(family.CreateClient(gateway.OptionsFor(family, entry)), id);
        gateway.AddToMock(family, id, job.EndpointPath, entry?.At ?? run.Terminal.Time.GetUtcNow());
        return new JobRun(job, entry, gateway, run);
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
