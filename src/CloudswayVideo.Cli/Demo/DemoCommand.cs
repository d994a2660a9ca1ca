using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using Spectre.Console;

namespace CloudswayVideo.Cli.Demo;

/// <summary>"demo": both families, every kind of job, against an embedded mock.</summary>
internal static class DemoCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Option<DirectoryInfo>("--out")
        {
            Description = "The folder to save the videos in.",
            DefaultValueFactory = _ => new DirectoryInfo("demo-videos"),
        };
        var command = new Command("demo", "Makes six videos against an embedded mock of the gateway. Costs nothing.") { folder };
        command.SetAction((arguments, cancellationToken) => RunAsync(arguments, arguments.GetValue(folder)!, terminal, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, DirectoryInfo folder, Terminal terminal, CancellationToken cancellationToken)
    {
        folder.Create();
        var results = await ProgressDisplay.RunAsync(terminal, display => DemoRun.RunAsync(folder, display, cancellationToken));
        if (arguments.GetValue(GeneralOptions.Json))
        {
            terminal.Result(arguments, null, results);
        }
        else
        {
            terminal.Show(Table(results));
        }

        return ExitCode.Done;
    }

    private static Table Table(IReadOnlyList<DemoResult> results)
    {
        var table = new Table().Border(TableBorder.Rounded);
        foreach (var name in new[] { "Family", "Variant", "Task id", "Polls", "Seconds", "File", "Bytes" })
        {
            table.AddColumn(name, column => column.NoWrap().Alignment(name is "Polls" or "Seconds" or "Bytes" ? Justify.Right : Justify.Left));
        }

        foreach (var result in results)
        {
            table.AddRow(
                result.Family,
                result.Variant,
                result.TaskId,
                result.Polls.ToString(CultureInfo.InvariantCulture),
                result.Time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture),
                Markup.Escape(result.File),
                result.Bytes.ToString("N0", CultureInfo.InvariantCulture));
        }

        return table;
    }
}
