namespace CloudswayVideo;

/// <summary>When to ask next about a job, as a pure function of what is known at that moment. Immutable and thread-safe.</summary>
public abstract class PollingSchedule
{
    /// <summary>How long to wait before the next question. A Retry-After and the deadline of the waiting are kept by the caller.</summary>
    /// <param name="moment">What is known after the last answer.</param>
    /// <returns>The time to wait, above zero.</returns>
    public abstract TimeSpan NextDelay(PollingMoment moment);

    /// <summary>Always the same interval, lengthened or shortened at random so that many waits do not ask in step.</summary>
    /// <param name="interval">The time between two questions, above zero and at most one hour.</param>
    /// <param name="jitter">By which part it is lengthened or shortened at most; a tenth by default.</param>
    /// <returns>The schedule.</returns>
    public static PollingSchedule Fixed(TimeSpan interval, double jitter = 0.1) => new FixedSchedule(interval, jitter);

    private sealed class FixedSchedule(TimeSpan interval, double jitter) : PollingSchedule
    {
        public override TimeSpan NextDelay(PollingMoment moment) => interval * (1 + (jitter * ((2 * moment.Random) - 1)));
    }
}
