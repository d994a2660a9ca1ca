namespace CloudswayVideo.MockServer.Live;

/// <summary>The time that jobs and URLs go by: that of the options, faster if so wanted, and ahead of it once advanced.</summary>
internal sealed class MockClock(TimeProvider time, double scale)
{
    // Leaves room for what is added to the time of now, such as the life of a URL.
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(365 * 1000);

    private readonly DateTimeOffset _start = time.GetUtcNow();
    private long _ahead;

    public DateTimeOffset Now =>
        _start
        + Bounded(((time.GetUtcNow() - _start).Ticks * scale) + Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, Bounded(by.Ticks).Ticks);

    private static TimeSpan Bounded(double ticks) =>
        TimeSpan.FromTicks((long)Math.Clamp(ticks, -Farthest.Ticks, Farthest.Ticks));
}
