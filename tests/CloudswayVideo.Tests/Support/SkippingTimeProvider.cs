using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A clock on which short waits pass at once and move it on, so that a job of minutes takes a test no time. Deadlines,
/// which are longer than any wait, come only when the waits have used them up.
/// </summary>
internal sealed class SkippingTimeProvider : FakeTimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(45);

    public SkippingTimeProvider()
        : base(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero))
    {
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (dueTime > TimeSpan.Zero && dueTime <= LongestWait)
        {
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
        }

        return timer;
    }
}
