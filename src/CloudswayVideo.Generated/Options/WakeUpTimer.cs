namespace CloudswayVideo.Options;

/// <summary>One timer for many scheduled wake-ups, with a monotonic clock. Not thread-safe: the owner locks.</summary>
/// <param name="time">The clock.</param>
/// <param name="wakeUp">
/// Called at the scheduled time, or a little earlier. If it throws, it is called again after one second.
/// </param>
internal sealed class WakeUpTimer(TimeProvider time, Action wakeUp)
{
    // The longest delay of a timer. For a longer one it wakes up early and is set again.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>The time since this object was created.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Replaces the scheduled time; null for none.</summary>
    public void WakeAt(TimeSpan? moment)
    {
        if (moment is { } set)
        {
            (_timer ??= Create()).Change(Until(set), Timeout.InfiniteTimeSpan);
        }
        else
        {
            _timer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    // The moment may have passed already: a timer refuses a negative delay, and -1 ms would mean never.
    private TimeSpan Until(TimeSpan moment)
    {
        // Rounded up: a timer counts whole milliseconds, and would otherwise wake up too early again and again.
        var milliseconds = Math.Ceiling((moment - Now).TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestMilliseconds));
    }

    // Without the execution context of the first caller: its trace must not become that of all later wake-ups.
    private ITimer Create()
    {
        using AsyncFlowControl? suppressed = ExecutionContext.IsFlowSuppressed()
            ? null
            : ExecutionContext.SuppressFlow();
        return time.CreateTimer(
            static timer => ((WakeUpTimer)timer!).WakeUp(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    // An unhandled exception of a timer would end the process, and with it every wait for a paid job.
    private void WakeUp()
    {
        try
        {
            wakeUp();
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _timer?.Change(DelayAfterFailure, Timeout.InfiniteTimeSpan);
        }
    }
}
