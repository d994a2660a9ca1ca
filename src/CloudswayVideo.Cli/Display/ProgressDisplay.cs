using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;

namespace CloudswayVideo.Cli.Display;

/// <summary>Shows on standard error how things stand: as bars that move on a terminal, as lines elsewhere.</summary>
internal abstract class ProgressDisplay
{
    private const int RowLength = 12;

    /// <summary>Runs something that takes time.</summary>
    /// <param name="terminal">Where to show it.</param>
    /// <param name="run">What takes time, and how it stands.</param>
    /// <param name="rowLength">How long the name of a row is at the most.</param>
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
    /// <param name="row">Which.</param>
    /// <param name="state">Its state; without a terminal, only a change of it is printed.</param>
    /// <param name="fraction">How much of it is done, if that is known; 1 ends it.</param>
    /// <param name="detail">
    /// What changes too often to be told elsewhere than on a terminal, where it takes the place of the state.
    /// </param>
    public abstract void Show(
        string row,
        string state,
        double? fraction = null,
        string detail = ""
    );

    /// <summary>Says something that stays.</summary>
    public abstract void Say(string text);

    /// <summary>Shows an answer about a job.</summary>
    public void Show(string row, VideoJobUpdate update) =>
        Show(
            row,
            update.Status.Length > 0 ? update.Status : "no status",
            update.HasEnded ? 1 : update.Progress
        );

    /// <summary>What shows a transfer: nothing before it begins, and at its end how much there was.</summary>
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
    /// Passes on what a client reports at once: Progress would do so later, on another thread, after the end.
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
            bar.Description = Shown.Markup(
                $"{row.PadRight(rowLength)} {(detail.Length > 0 ? detail : state)}"
            );
            bar.IsIndeterminate = fraction is null;
            bar.Value = fraction ?? 0;
            if (fraction >= 1)
            {
                bar.StopTask();
            }
        }

        public override void Say(string text) => console.WriteLine(Shown.Line(text));
    }
}
