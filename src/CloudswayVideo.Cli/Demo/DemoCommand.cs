using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Cli.Demo;

/// <summary>"demo": runs one job of every kind against an embedded mock.</summary>
internal static class DemoCommand
{
    private static readonly TimeSpan JobDuration = TimeSpan.FromSeconds(2);

    private static readonly Option<DirectoryInfo> Folder = new("--out")
    {
        Description = "The folder to save the videos in.",
        DefaultValueFactory = _ => new DirectoryInfo("demo-videos"),
    };

    public static Command Create() =>
        CommandRun.CreateCommand(
            "demo",
            "Runs one job of every kind against an embedded mock of the gateway. Costs nothing.",
            RunAsync,
            Folder
        );

    private static async Task<int> RunAsync(CommandRun run)
    {
        var folder = run.Get(Folder)!;
        if (File.Exists(folder.FullName))
        {
            throw new CommandException($"--out is \"{folder}\", which is a file. Name a folder.");
        }

        folder.Create();
        var kinds = await JobKind.LoadAsync(run.CancellationToken);
        await using var mock = await CloudswayMock.StartAsync(
            new CloudswayMockOptions { JobDuration = JobDuration },
            run.CancellationToken
        );
        var results = await ProgressDisplay.RunAsync(
            run.Terminal,
            display => new DemoRun(mock, folder, display, run.CancellationToken).RunAsync(kinds),
            kinds.Max(kind => DemoRun.NameOf(kind).Length)
        );
        // More columns would break ids and paths at 80 characters. --json has everything.
        run.Result(
            ["Job", "Seconds", "File"],
            results.Select(result =>
                new[]
                {
                    result.Id,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{result.Time.TotalSeconds, 7:0.0}"
                    ),
                    Printable.Markup(result.File),
                }
            ),
            results
        );
        return ExitCode.Done;
    }
}
