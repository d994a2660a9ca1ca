namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// The time that jobs and URLs go by: that of the options, faster if so wanted, and ahead of it once advanced.
/// </summary>
internal sealed class MockClock
{
    // Leaves room for what is added to the time of now, such as the life of a URL.
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(365 * 1000);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _initialScale;
    private DateTimeOffset _start;
    private double _scale;

    // At the start, how far the mock's time is ahead of the clock's.
    private TimeSpan _ahead;

    public MockClock(TimeProvider time, double scale)
    {
        (_time, _initialScale) = (time, scale);
        Reset();
    }

    public double Scale
    {
        get => _scale;
        set
        {
            lock (_lock)
            {
                var now = Now;
                _start = _time.GetUtcNow();
                (_ahead, _scale) = (now - _start, value);
            }
        }
    }

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                var passed = _time.GetUtcNow() - _start;
                return _start + Bounded((passed.Ticks * _scale) + _ahead.Ticks);
            }
        }
    }

    public void Advance(TimeSpan by)
    {
        lock (_lock)
        {
            _ahead = Bounded((double)_ahead.Ticks + by.Ticks);
        }
    }

    /// <summary>Back to the time of the clock that it was made with.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            (_start, _scale, _ahead) = (_time.GetUtcNow(), _initialScale, TimeSpan.Zero);
        }
    }

    private static TimeSpan Bounded(double ticks) =>
        TimeSpan.FromTicks((long)Math.Clamp(ticks, -Farthest.Ticks, Farthest.Ticks));
}
