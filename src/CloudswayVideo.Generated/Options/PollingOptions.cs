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
    /// When to ask next; by default an <see cref="PollingSchedule.Adaptive"/> one, which starts from <see
    /// cref="Interval"/>. With a schedule given, the interval has no effect. One that throws ends the waiting with
    /// what it threw.
    /// </summary>
    public PollingSchedule? Schedule { get; set; }

    /// <summary>
    /// How many questions of one client are under way at a time, and so how many connections its waits take, however
    /// many they are; 16 by default, at most 1000. Those that are due then wait their turn, the longest due first.
    /// </summary>
    public int MaximumQuestions { get; set; } = 16;

    /// <summary>
    /// How long to wait in all, questions included; 15 minutes by default. When it is over, the job may still be
    /// running: see <see cref="VideoJobTimeoutException"/>.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);

    internal static TimeSpan LongestTimeout { get; } = TimeSpan.FromDays(7);

    /// <summary>The schedule that is kept: the one given, or the default.</summary>
    internal PollingSchedule EffectiveSchedule => Schedule ?? PollingSchedule.Default(Interval);

    /// <summary>The time to wait of a single call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of range.</exception>
    internal static TimeSpan Checked(TimeSpan timeout) =>
        IsTimeout(timeout)
            ? timeout
            : throw new ArgumentOutOfRangeException(
                nameof(timeout),
                timeout,
                "It must be above zero and at most seven days."
            );

    internal void Check()
    {
        if (Interval <= TimeSpan.Zero || Interval > TimeSpan.FromHours(1))
        {
            throw new ArgumentException(
                $"Polling.{nameof(Interval)} is {Interval}. It must be above zero and at most one hour."
            );
        }

        if (MaximumQuestions is < 1 or > 1000)
        {
            throw new ArgumentException(
                $"Polling.{nameof(MaximumQuestions)} is {MaximumQuestions}. It must be at least 1 and at most 1000."
            );
        }

        if (!IsTimeout(Timeout))
        {
            throw new ArgumentException(
                $"Polling.{nameof(Timeout)} is {Timeout}. It must be above zero and at most seven days."
            );
        }
    }

    private static bool IsTimeout(TimeSpan timeout) =>
        timeout > TimeSpan.Zero && timeout <= LongestTimeout;
}
