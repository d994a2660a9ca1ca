using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Requests;
using Spectre.Console;

namespace CloudswayVideo.Cli.Demo;

/// <summary>"demo": every family, every kind of job, against an embedded mock.</summary>
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
            "Makes a video of every kind against an embedded mock of the gateway. Costs nothing."
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
        // No more columns than 80 characters hold without cutting an id or a path; --json has the rest.
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Task id", "Seconds", "File");
        foreach (var result in results)
        {
            table.AddRow(
                result.TaskId,
                result.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                Shown.Markup(result.File)
            );
        }

        table.Columns[1].RightAligned();
        return table;
    }
}
