using System.Collections.Concurrent;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Queue;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Shows the progress of a batch: on a terminal as a table that is redrawn, elsewhere as a line for each row that ends.
/// </summary>
internal sealed class BatchProgress(Terminal terminal, int total, int concurrency)
{
    // A table that is higher than the terminal cannot be redrawn.
    private const int ShownRows = 15;
    private const int ShownFailures = 5;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly ConcurrentDictionary<
        string,
        (BatchVideo Row, string Status, long Since)
    > _running = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private int _saved;
    private int _failed;
    private long _savedTicks;

    /// <summary>Shows the progress until the run ends.</summary>
    public async Task ShowAsync(Task run)
    {
        if (!terminal.IsAnimated)
        {
            await run;
            return;
        }

        await terminal
            .ErrorConsole.Live(Render())
            .StartAsync(async context =>
            {
                while (!run.IsCompleted)
                {
                    await Task.WhenAny(
                        run,
                        Task.Delay(Interval, terminal.Time, CancellationToken.None)
                    );
                    context.UpdateTarget(Render());
                }
            });
        await run;
    }

    public void Running(BatchVideo row, string status) =>
        _running.AddOrUpdate(
            row.Key,
            _ => (row, status, terminal.Time.GetTimestamp()),
            (_, before) => before with { Status = status }
        );

    public void Saved(BatchVideo row, string file)
    {
        var time = Ended(row);
        Interlocked.Increment(ref _saved);
        Interlocked.Add(ref _savedTicks, time.Ticks);
        Say(
            row,
            string.Create(CultureInfo.InvariantCulture, $"saved {file}, {time.TotalSeconds:0} s")
        );
    }

    /// <summary>Shows why a row ended without a video. A row that is still to be submitted did not fail.</summary>
    public void Failed(BatchVideo row, QueuedVideoState state, Exception failure)
    {
        Ended(row);
        var words = FailureReport.ServiceWords(failure);
        var message =
            FailureReport.Message(failure) + (words is null ? "" : $" The service says: {words}");
        if (state == QueuedVideoState.Waiting)
        {
            Say(row, $"not accepted. {message}");
            return;
        }

        Interlocked.Increment(ref _failed);
        _failures.Enqueue($"row {row.Number}: {message}");
        Say(row, message);
    }

    /// <summary>The display for the submission of a row.</summary>
    public ProgressDisplay DisplayOf(BatchVideo row) => new RowDisplay(this, row);

    // On a terminal the table shows it.
    private void Say(BatchVideo row, string text)
    {
        if (!terminal.IsAnimated)
        {
            terminal.Say($"row {row.Number}: {text}");
        }
    }

    private TimeSpan Ended(BatchVideo row) =>
        _running.TryRemove(row.Key, out var running)
            ? terminal.Time.GetElapsedTime(running.Since)
            : TimeSpan.Zero;

    private Rows Render()
    {
        var ended = _saved + _failed;
        var table = new Table().Border(TableBorder.Rounded).Expand();
        table.Title = new TableTitle(
            $"{ended} of {total} rows, {_running.Count} running, {_saved} saved, {_failed} "
                + $"failed{TimeLeft(total - ended)}"
        );
        table.AddColumns("Row", "Command", "Status", "Seconds");
        foreach (
            var running in _running.Values.OrderBy(running => running.Row.Number).Take(ShownRows)
        )
        {
            table.AddRow(
                running.Row.Number.ToString(CultureInfo.InvariantCulture),
                Printable.Markup(running.Row.Command),
                Printable.Markup(running.Status),
                terminal
                    .Time.GetElapsedTime(running.Since)
                    .TotalSeconds.ToString("0", CultureInfo.InvariantCulture)
            );
        }

        return new Rows([
            new BreakdownChart()
                .Expand()
                .HideTags()
                .AddItem("saved", _saved, Color.Green)
                .AddItem("failed", _failed, Color.Red)
                .AddItem("open", Math.Max(0, total - ended), Color.Grey),
            table,
            .. _failures
                .TakeLast(ShownFailures)
                .Select(failure => (IRenderable)new Text(Printable.Line(failure), Color.Red)),
        ]);
    }

    private string TimeLeft(int left)
    {
        if (_saved == 0 || left == 0)
        {
            return "";
        }

        var time = TimeSpan.FromTicks(_savedTicks / _saved * left / Math.Min(left, concurrency));
        return string.Create(CultureInfo.InvariantCulture, $", about {time:h\\:mm\\:ss} left");
    }

    private sealed class RowDisplay(BatchProgress progress, BatchVideo shown) : ProgressDisplay
    {
        public override void Show(string row, string state, double? fraction, string detail) =>
            progress.Running(
                shown,
                $"{row.ToLowerInvariant()} {(detail.Length > 0 ? detail : state)}"
            );

        // The text may be an id that the journal cannot take because the disk is full, so it stays in the table.
        public override void Say(string text)
        {
            progress.Running(shown, text);
            progress.Say(shown, text);
        }
    }
}
