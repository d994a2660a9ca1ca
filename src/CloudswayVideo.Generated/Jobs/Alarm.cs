namespace CloudswayVideo.Jobs;

/// <summary>
/// One timer for whoever has many moments to wake at, and the clock that those are told by, which no change of the
/// system's time moves. Its owner guards it with a lock.
/// </summary>
internal sealed class Alarm(TimeProvider time, Action ring)
{
    private readonly long _start = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>The time since the clock was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Rings at this moment instead of any that was set before, or not at all. It may ring a little early.</summary>
    public void Set(TimeSpan? moment)
    {
        if (moment is { } set)
        {
            // Upwards, because a timer counts whole milliseconds and would ring before the moment again and again.
            (_timer ??= Create()).Change(
                TimeSpan.FromMilliseconds(Math.Ceiling((set - Now).TotalMilliseconds)),
                Timeout.InfiniteTimeSpan
            );
        }
        else
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    // Whatever the first caller has in its context, a request or a trace, is not that of all who come later.
    private ITimer Create()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return time.CreateTimer(
                static ring => ((Action)ring!)(),
                ring,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }
    }
}
