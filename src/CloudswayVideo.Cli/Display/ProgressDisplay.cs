using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;

namespace CloudswayVideo.Cli.Display;

/// <summary>Shows progress on standard error: on a terminal as bars, elsewhere as lines.</summary>
internal abstract class ProgressDisplay
{
    private const int RowLength = 12;

    /// <summary>Shows progress until a task ends.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="run">Starts the task, which reports its progress to the display.</param>
    /// <param name="rowLength">The length of the longest name of a row.</param>
    public static Task<T> RunAsync<T>(
        Terminal terminal,
        Func<ProgressDisplay, Task<T>> run,
        int rowLength = RowLength
    )
    {
        if (!terminal.IsAnimated)
        {
            return run(new Lines(terminal));
        }

        var console = terminal.ErrorConsole;
        return console
            .Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = null },
                new ElapsedTimeColumn()
            )
            .StartAsync(context => run(new Bars(console, context, rowLength)));
    }

    /// <summary>Shows one row.</summary>
    /// <param name="row">The name of the row.</param>
    /// <param name="state">Its state. Without a terminal, a line is printed when the state changes.</param>
    /// <param name="fraction">How much is done, from 0 to 1; null if that is not known.</param>
    /// <param name="detail">
    /// A text that changes often. Only a terminal shows it, instead of the state.
    /// </param>
    public abstract void Show(
        string row,
        string state,
        double? fraction = null,
        string detail = ""
    );

    /// <summary>Prints a message that stays.</summary>
    public abstract void Say(string text);

    /// <summary>Shows the state of a job.</summary>
    public void Show(string row, VideoJobUpdate update) =>
        Show(
            row,
            update.Status.Length > 0 ? update.Status : "no status",
            update.HasEnded ? 1 : update.Progress
        );

    /// <summary>A listener that shows a transfer from its beginning, and its size at the end.</summary>
    public IProgress<TransferProgress> Transfer(string row) =>
        new Listener<TransferProgress>(done =>
        {
            if (done.Fraction == 1)
            {
                Show(row, Size(done.Bytes), 1);
            }
            else
            {
                Show(
                    row,
                    "…",
                    done.Fraction,
                    done.TotalBytes is { } total
                        ? $"{Size(done.Bytes)} of {Size(total)}"
                        : Size(done.Bytes)
                );
            }
        });

    public static string Size(long bytes) =>
        bytes < 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    /// <summary>
    /// Passes reports on at once. Progress{T} would do so on another thread, and maybe after the end of the task.
    /// </summary>
    internal sealed class Listener<T>(Action<T> then) : IProgress<T>
    {
        public void Report(T value) => then(value);
    }

    private sealed class Lines(Terminal terminal) : ProgressDisplay
    {
        private readonly ConcurrentDictionary<string, string> _last = new();

        public override void Show(string row, string state, double? fraction, string detail)
        {
            if (_last.GetValueOrDefault(row) != state)
            {
                _last[row] = state;
                terminal.Say($"{row}: {state}");
            }
        }

        public override void Say(string text) => terminal.Say(text);
    }

    private sealed class Bars(IAnsiConsole console, ProgressContext context, int rowLength)
        : ProgressDisplay
    {
        private readonly ConcurrentDictionary<string, ProgressTask> _bars = new();

        public override void Show(string row, string state, double? fraction, string detail)
        {
            var bar = _bars.GetOrAdd(row, _ => context.AddTask(row, maxValue: 1));
            bar.Description = Printable.Markup(
                $"{row.PadRight(rowLength)} {(detail.Length > 0 ? detail : state)}"
            );
            bar.IsIndeterminate = fraction is null;
            bar.Value = fraction ?? 0;
            if (fraction >= 1)
            {
                bar.StopTask();
            }
        }

        public override void Say(string text) => console.WriteLine(Printable.Line(text));
    }
}
