using CloudswayVideo.Queue;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What wakes a worker before its pause is over.</summary>
public class WorkSignalTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [Fact(Timeout = 60_000)]
    public async Task A_worker_that_was_idle_for_long_is_woken_at_once()
    {
        var (signal, time) = (new WorkSignal(), new FakeTimeProvider());
        for (var pauses = 0; pauses < 10; pauses++)
        {
            var idle = signal.WaitAsync(Pause, time, default);
            time.Advance(Pause);
            await idle;
        }

        var wait = signal.WaitAsync(Pause, time, default);
        signal.Set();

        await wait;
    }

    [Fact(Timeout = 60_000)]
    public async Task A_signal_before_the_pause_wakes_once()
    {
        var (signal, time) = (new WorkSignal(), new FakeTimeProvider());
        signal.Set();
        signal.Set();

        await signal.WaitAsync(Pause, time, default);
        var next = signal.WaitAsync(Pause, time, default);

        next.IsCompleted.Should().BeFalse();
        time.Advance(Pause);
        await next;
    }
}
