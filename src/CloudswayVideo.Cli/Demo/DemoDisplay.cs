using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;

namespace CloudswayVideo.Cli.Demo;

/// <summary>Where the demo shows how its jobs stand.</summary>
internal interface IDemoDisplay
{
    void Show(string job, VideoJobUpdate update, int polls);
}

/// <summary>Progress on standard error, as bars on a terminal and as lines elsewhere; the table on standard output.</summary>
internal static class DemoDisplay
{
    private const int RedirectedWidth = 400;

    public static async Task<T> WithProgressAsync<T>(Func<IDemoDisplay, Task<T>> run)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        if (Console.IsErrorRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 } || !console.Profile.Capabilities.Interactive)
        {
            return await run(new Lines());
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context => run(new Bars(context)));
    }

    public static void ShowTable(IReadOnlyList<DemoResult> results)
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

        if (Console.IsOutputRedirected)
        {
            // A file has no width; the 80 columns that Spectre assumes would cut ids and paths in two.
            AnsiConsole.Profile.Width = RedirectedWidth;
        }

        AnsiConsole.Write(table);
    }

    private sealed class Lines : IDemoDisplay
    {
        private readonly ConcurrentDictionary<string, string> _last = new();

        public void Show(string job, VideoJobUpdate update, int polls)
        {
            if (_last.GetValueOrDefault(job) != update.Status)
            {
                _last[job] = update.Status;
                Console.Error.WriteLine($"{job}: {update.Status}");
            }
        }
    }

    private sealed class Bars(ProgressContext context) : IDemoDisplay
    {
        private readonly ConcurrentDictionary<string, ProgressTask> _bars = new();

        public void Show(string job, VideoJobUpdate update, int polls)
        {
            var bar = _bars.GetOrAdd(job, name => context.AddTask(name));
            bar.Description = $"{job,-24} [grey]{Markup.Escape(update.Status),-11}[/]";
            // Hailuo tells no progress, so its phase has to do.
            bar.Value = 100 * update.Phase switch
            {
                VideoJobPhase.Succeeded => 1,
                VideoJobPhase.Running => update.Progress ?? 0.7,
                _ => update.Progress ?? 0.2,
            };
            if (update.HasEnded)
            {
                bar.StopTask();
            }
        }
    }
}
