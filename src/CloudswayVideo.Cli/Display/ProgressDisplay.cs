using System.Collections.Concurrent;
using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Shows progress on standard error: on a terminal as bars, elsewhere as lines. Each step of a job has a bar. In a
/// batch, each row has one.
/// </summary>
internal sealed record ProgressDisplay(Action<string> Print, ProgressContext? Bars, int NameLength)
{
    private const int StepLength = 12;

    // More would not fit on the terminal. Those of further rows appear as others end.
    private const int ShownRows = 15;

    // The displays of the rows are copies, and share these.
    private readonly ConcurrentDictionary<string, string> _states = new();
    private readonly ConcurrentDictionary<string, ProgressTask> _bars = new();

    /// <summary>The row of a batch whose steps are shown, such as "row 1"; null for a single job.</summary>
    public string? Row { get; init; }

    /// <summary>The kind of job of the row.</summary>
    public string? Command { get; init; }

    /// <summary>Shows progress until a task ends. The layout makes of the bars what a terminal shows.</summary>
    public static Task<T> RunAsync<T>(
        Terminal terminal,
        Func<ProgressDisplay, Task<T>> run,
        int nameLength = StepLength,
        Func<IRenderable, IRenderable>? layout = null
    )
    {
        if (!terminal.IsAnimated)
        {
            return run(new ProgressDisplay(text => terminal.Say(text), null, nameLength));
        }

        var console = terminal.ErrorConsole;
        // As wide as the bars, of which the end would stay otherwise.
        void Print(string text) =>
            console.Write(new Padder(new Text(Printable.Line(text)), new Padding(0)).Expand());
        return console
            .Progress()
            .Columns(
                new SpinnerColumn(),
                new TaskDescriptionColumn { Alignment = Justify.Left },
                new ProgressBarColumn { Width = null },
                new ElapsedTimeColumn()
            )
            .UseRenderHook((bars, _) => layout?.Invoke(bars) ?? bars)
            .StartAsync(bars => run(new ProgressDisplay(Print, bars, nameLength)));
    }

    /// <summary>Shows a step.</summary>
    /// <param name="step">Its name.</param>
    /// <param name="state">
    /// Its state. Without a terminal, a line is printed when the state changes, but not in a batch.
    /// </param>
    /// <param name="fraction">How much is done, from 0 to 1; null if that is not known.</param>
    /// <param name="detail">
    /// A text that changes often. Only a terminal shows it, instead of the state.
    /// </param>
    public void Show(string step, string state, double? fraction = null, string detail = "")
    {
        if (Bars is not null)
        {
            ShowBar(step, detail.Length > 0 ? detail : state, fraction);
        }
        else if (Row is null && _states.GetValueOrDefault(step) != state)
        {
            _states[step] = state;
            Say($"{step}: {state}");
        }
    }

    /// <summary>Shows the state of a job.</summary>
    public void Show(string step, VideoJobUpdate update) =>
        Show(
            step,
            update.Status.Length > 0 ? update.Status : "no status",
            update.HasEnded ? 1 : update.Progress
        );

    /// <summary>Waits for a job and shows its state.</summary>
    public Task<Video> WaitAsync(VideoJob job, CancellationToken cancellationToken)
    {
        Show("Waiting", "…");
        return job.WaitAsync(
            new Listener<VideoJobUpdate>(update => Show("Waiting", update)),
            cancellationToken
        );
    }

    /// <summary>Prints a message that stays.</summary>
    public void Say(string text) => Print(Row is null ? text : $"{Row}: {text}");

    /// <summary>Ends a row of a batch.</summary>
    public void End()
    {
        if (_bars.TryRemove(Row!, out var bar))
        {
            Bars!.RemoveTask(bar);
        }
    }

    /// <summary>A listener that shows a transfer from its beginning, and its size at the end.</summary>
    public IProgress<TransferProgress> Transfer(string step) =>
        new Listener<TransferProgress>(done =>
            Show(
                step,
                done.Fraction == 1 ? Size(done.Bytes) : "…",
                done.Fraction,
                done.Fraction == 1 ? ""
                    : done.TotalBytes is { } total ? $"{Size(done.Bytes)} of {Size(total)}"
                    : Size(done.Bytes)
            )
        );

    public static string Size(long bytes) =>
        bytes < 1e6
            ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB")
            : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");

    private void ShowBar(string step, string state, double? fraction)
    {
        if (Row is not null && _bars.Count >= ShownRows && !_bars.ContainsKey(Row))
        {
            return;
        }

        var bar = _bars.GetOrAdd(Row ?? step, name => Bars!.AddTask(name, maxValue: 1));
        bar.Description = Printable.Markup(
            $"{Row} {Command} {step.PadRight(NameLength)} {state}".TrimStart()
        );
        bar.IsIndeterminate = fraction is null;
        bar.Value = fraction ?? 0;
        if (fraction >= 1 && Row is null)
        {
            bar.StopTask();
        }
    }

    /// <summary>
    /// Passes reports on at once. Progress{T} would do so on another thread, and maybe after the end of the task.
    /// </summary>
    internal sealed class Listener<T>(Action<T> then) : IProgress<T>
    {
        public void Report(T value) => then(value);
    }
}
