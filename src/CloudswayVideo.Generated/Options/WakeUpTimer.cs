namespace CloudswayVideo.Options;

/// <summary>One timer for many scheduled wake-ups, with a monotonic clock. Not thread-safe: the owner locks.</summary>
/// <param name="time">The clock.</param>
/// <param name="wakeUp">
/// Called at the moment that was set, or a little earlier. If it throws, it is called again a second later.
/// </param>
internal sealed class WakeUpTimer(TimeProvider time, Action wakeUp)
{
    // A timer takes no more. It wakes up early then, and is set again.
    private const double LongestMilliseconds = uint.MaxValue - 1;

    private static readonly TimeSpan DelayAfterFailure = TimeSpan.FromSeconds(1);

    private readonly long _start = time.GetTimestamp();
    private ITimer? _timer;

    /// <summary>The time since the timer was made.</summary>
    public TimeSpan Now => time.GetElapsedTime(_start);

    /// <summary>Wakes up at this moment instead of any that was set before; never if it is null.</summary>
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

    // The moment may have passed since its owner read the clock: a timer refuses a negative time, and takes -1 ms for
    // never.
    private TimeSpan Until(TimeSpan moment)
    {
        // Upwards, because a timer counts whole milliseconds and would wake up before the moment again and again.
        var milliseconds = Math.Ceiling((moment - Now).TotalMilliseconds);
        return TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestMilliseconds));
    }

    // What the first caller has in its context, a request or a trace, does not belong to all who come later.
    private ITimer Create()
    {
        if (ExecutionContext.IsFlowSuppressed())
        {
            return time.CreateTimer(
                static timer => ((WakeUpTimer)timer!).WakeUp(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan
            );
        }

        using (ExecutionContext.SuppressFlow())
        {
            return Create();
        }
    }

    // An exception on the thread of a timer ends the process, and with it every wait for a paid job.
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
