using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Queue;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Shows the progress of a batch: a line for each row that ends and, on a terminal, the sums above the bars of the rows
/// that run.
/// </summary>
internal sealed class BatchProgress(Terminal terminal, int total, int concurrency)
{
    private ProgressDisplay? _display;
    private int _running;
    private int _saved;
    private int _failed;
    private long _savedTicks;

    /// <summary>Shows the progress until the run ends.</summary>
    public Task ShowAsync(Func<Task> run) =>
        ProgressDisplay.RunAsync(
            terminal,
            async display =>
            {
                _display = display;
                await run();
                return _saved;
            },
            layout: total == 0 ? null : WithSums
        );

    /// <summary>Prints a message about no single row.</summary>
    public void Say(string text) => _display!.Say(text);

    /// <summary>The display of a row that begins to run.</summary>
    public ProgressDisplay Begin(BatchVideo row)
    {
        Interlocked.Increment(ref _running);
        return _display! with { Row = $"row {row.Number}", Command = row.Command };
    }

    public void Saved(ProgressDisplay row, string file, TimeSpan time)
    {
        Interlocked.Increment(ref _saved);
        Interlocked.Add(ref _savedTicks, time.Ticks);
        row.Say(
            string.Create(CultureInfo.InvariantCulture, $"saved {file}, {time.TotalSeconds:0} s")
        );
    }

    /// <summary>Shows why a row ended without a video. A row that is still to be submitted did not fail.</summary>
    public void Failed(ProgressDisplay row, QueuedVideoState state, Exception failure)
    {
        var isWaiting = state == QueuedVideoState.Waiting;
        Interlocked.Add(ref _failed, isWaiting ? 0 : 1);
        var words = FailureReport.ServiceWords(failure);
        row.Say(
            (isWaiting ? "not accepted. " : "")
                + FailureReport.Message(failure)
                + (words is null ? "" : $" The service says: {words}")
        );
    }

    public void End(ProgressDisplay row)
    {
        Interlocked.Decrement(ref _running);
        row.End();
    }

    private Rows WithSums(IRenderable bars)
    {
        var left = Math.Max(0, total - _saved - _failed);
        return new Rows(
            new BreakdownChart()
                .Expand()
                .HideTags()
                .AddItem("saved", _saved, Color.Green)
                .AddItem("failed", _failed, Color.Red)
                .AddItem("open", left, Color.Grey),
            new Text(
                $"{_saved + _failed} of {total} rows, {_running} running, {_saved} saved, {_failed} "
                    + $"failed{TimeLeft(left)}"
            ),
            bars
        );
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
}
