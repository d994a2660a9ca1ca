namespace CloudswayVideo.MockServer.Live;

/// <summary>The time that jobs and URLs go by: that of the options, faster if so wanted, and ahead of it once advanced.</summary>
internal sealed class MockClock(TimeProvider time, double scale)
{
    private readonly DateTimeOffset _start = time.GetUtcNow();
    private long _ahead;

    public DateTimeOffset Now =>
        _start
        + ((time.GetUtcNow() - _start) * scale)
        + TimeSpan.FromTicks(Interlocked.Read(ref _ahead));

    public void Advance(TimeSpan by) => Interlocked.Add(ref _ahead, by.Ticks);
}
