namespace CloudswayVideo;

/// <summary>How a client waits for jobs.</summary>
public sealed record PollingOptions
{
    /// <summary>
    /// The time between two questions about a job: one millisecond to one hour; 10 seconds by default, as the
    /// service recommends. It varies randomly, so that many waits do not ask at the same moment. A longer Retry-After
    /// of the service is respected.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The schedule of the questions; by default <see cref="PollingSchedule.Adaptive"/> with <see cref="Interval"/>. If
    /// it is set, <see cref="Interval"/> has no effect. An exception of the schedule ends the wait.
    /// </summary>
    public PollingSchedule? Schedule { get; set; }

    /// <summary>
    /// How many questions one client asks at the same time, and so how many connections its waits use: 1 to 1000; 16 by
    /// default. Further questions wait; the one that is due longest is asked first.
    /// </summary>
    public int MaximumQuestions { get; set; } = 16;

    /// <summary>
    /// The time limit of a whole wait, questions included: above zero and at most seven days; 15 minutes by default.
    /// After it, the wait ends with a <see cref="VideoJobTimeoutException"/>; the job may still be running.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMinutes(15);

    internal static TimeSpan LongestTimeout { get; } = TimeSpan.FromDays(7);

    /// <summary>The schedule that is used: <see cref="Schedule"/>, or the default.</summary>
    internal PollingSchedule EffectiveSchedule => Schedule ?? PollingSchedule.Adaptive(Interval);

    /// <summary>Returns the timeout of a single wait if it is valid.</summary>
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
        CloudswayOptions.Check(
            Interval >= PollingSchedule.Shortest && Interval <= PollingSchedule.Longest,
            $"Polling.{nameof(Interval)}",
            Interval,
            "at least one millisecond and at most one hour"
        );
        CloudswayOptions.Check(
            MaximumQuestions is >= 1 and <= 1000,
            $"Polling.{nameof(MaximumQuestions)}",
            MaximumQuestions,
            "at least 1 and at most 1000"
        );
        CloudswayOptions.Check(
            IsTimeout(Timeout),
            $"Polling.{nameof(Timeout)}",
            Timeout,
            "above zero and at most seven days"
        );
    }

    private static bool IsTimeout(TimeSpan timeout) =>
        timeout > TimeSpan.Zero && timeout <= LongestTimeout;
}
