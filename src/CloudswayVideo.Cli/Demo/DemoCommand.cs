using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Requests;
using Spectre.Console;

namespace CloudswayVideo.Cli.Demo;

/// <summary>"demo": runs one job of every kind against an embedded mock.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder to save the videos in.",
            DefaultValueFactory = _ => new DirectoryInfo("demo-videos"),
        };
        var command = new Command(
            "demo",
            "Runs one job of every kind against an embedded mock of the gateway. Costs nothing."
        )
        {
            folder,
        };
        command.SetAction(
            (arguments, cancellationToken) =>
                RunAsync(arguments, arguments.GetValue(folder)!, terminal, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult arguments,
        DirectoryInfo folder,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        if (File.Exists(folder.FullName))
        {
            throw new CommandException($"--out is \"{folder}\", which is a file. Name a folder.");
        }

        folder.Create();
        var kinds = await JobKind.LoadAsync(cancellationToken);
        var results = await ProgressDisplay.RunAsync(
            terminal,
            display => DemoRun.RunAsync(kinds, folder, display, cancellationToken),
            kinds.Max(kind => DemoRun.NameOf(kind).Length)
        );
        terminal.Result(arguments, () => Table(results), results);
        return ExitCode.Done;
    }

    private static Table Table(IReadOnlyList<DemoResult> results)
    {
        // More columns would break ids and paths at 80 characters. --json has everything.
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Job", "Seconds", "File");
        foreach (var result in results)
        {
            table.AddRow(
                result.Id,
                result.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                Printable.Markup(result.File)
            );
        }

        table.Columns[1].RightAligned();
        return table;
    }
}
