using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A clock on which short waits pass at once and move it on, so that a job of minutes takes a test no time. Deadlines,
/// which are longer than any wait, come only when the waits have used them up.
/// </summary>
internal sealed class SkippingTimeProvider : FakeTimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(45);

    private readonly object _gate = new();

    public SkippingTimeProvider()
        : base(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Skip(dueTime);
        return new SkippingTimer(this, timer);
    }

    private void Skip(TimeSpan dueTime)
    {
        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait)
        {
            var moment = GetUtcNow() + dueTime;
            ThreadPool.QueueUserWorkItem(_ => AdvanceTo(moment));
        }
    }

    // Of several who wait at a time, each moves the clock on by what the others have left.
    private void AdvanceTo(DateTimeOffset moment)
    {
        lock (_gate)
        {
            var left = moment - GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                Advance(left);
            }
        }
    }

    private sealed class SkippingTimer(SkippingTimeProvider time, ITimer timer) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            var changed = timer.Change(dueTime, period);
            time.Skip(dueTime);
            return changed;
        }

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
