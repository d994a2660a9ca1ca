using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A clock on which short waits pass at once and move it on, so that a job of minutes takes a test no time. Deadlines,
/// which are longer than any wait, come only when the waits have used them up.
/// </summary>
internal class SkippingTimeProvider : FakeTimeProvider
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(45);

    private readonly object _gate = new();

    public SkippingTimeProvider()
        : base(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)) { }

    /// <summary>
    /// What callbacks of timers threw, which ends a process, and what timers threw at those who set them.
    /// </summary>
    public ConcurrentQueue<Exception> Thrown { get; } = new();

    public override ITimer CreateTimer(
        TimerCallback callback,
        object? state,
        TimeSpan dueTime,
        TimeSpan period
    )
    {
        var timer = new SkippingTimer(this, base.CreateTimer(callback, state, dueTime, period));
        timer.Skip(dueTime);
        return timer;
    }

    // Of several who wait at a time, each moves the clock on by what the others have left; who waits no more does not.
    private void AdvanceTo(DateTimeOffset moment, Func<bool> isAwaited)
    {
        lock (_gate)
        {
            var left = moment - GetUtcNow();
            if (left > TimeSpan.Zero && isAwaited())
            {
                try
                {
                    Advance(left);
                }
                catch (Exception exception) when (exception is not OutOfMemoryException)
                {
                    Thrown.Enqueue(exception);
                }
            }
        }
    }

    private sealed class SkippingTimer(SkippingTimeProvider time, ITimer timer) : ITimer
    {
        private int _changes;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Increment(ref _changes);
            try
            {
                return timer.Change(dueTime, period);
            }
            catch (ArgumentOutOfRangeException exception)
            {
                time.Thrown.Enqueue(exception);
                throw;
            }
            finally
            {
                Skip(dueTime);
            }
        }

        public void Skip(TimeSpan dueTime)
        {
            if (dueTime > TimeSpan.Zero && dueTime <= LongestWait)
            {
                var (moment, changes) = (time.GetUtcNow() + dueTime, Volatile.Read(ref _changes));
                ThreadPool.QueueUserWorkItem(_ =>
                    time.AdvanceTo(moment, () => Volatile.Read(ref _changes) == changes)
                );
            }
        }

        public void Dispose()
        {
            Interlocked.Increment(ref _changes);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Interlocked.Increment(ref _changes);
            return timer.DisposeAsync();
        }
    }
}
