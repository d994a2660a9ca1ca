namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// The clock of jobs and URLs. It follows the clock of the options, may run faster, and can be advanced.
/// </summary>
internal sealed class MockClock
{
    // Leaves room for durations that are added to the current time, such as the lifetime of a URL.
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(365 * 1000);

    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly double _initialScale;
    private DateTimeOffset _start;
    private double _scale;

    // How far the mock was ahead of the clock at the start.
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

    /// <summary>Returns to the time and the pace of the options.</summary>
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
