namespace CloudswayVideo;

/// <summary>How a job is waited for.</summary>
public sealed record PollingOptions
{
    /// <summary>
    /// The time between two questions, 10 seconds by default, as the upstream service recommends. Each is lengthened or
    /// shortened by up to a fifth at random, so that many waits do not ask in step; a Retry-After is always kept.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long to wait in all, questions included; 15 minutes by default. When it is over, the job may still be running:
    /// see <see cref="VideoJobTimeoutException"/>.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);

    internal void Check()
    {
        if (Interval <= TimeSpan.Zero || Interval > TimeSpan.FromHours(1))
        {
            throw new ArgumentException($"Polling.{nameof(Interval)} is {Interval}. It must be above zero and at most one hour.");
        }

        if (Timeout <= TimeSpan.Zero || Timeout > TimeSpan.FromDays(7))
        {
            throw new ArgumentException($"Polling.{nameof(Timeout)} is {Timeout}. It must be above zero and at most seven days.");
        }
    }
}
