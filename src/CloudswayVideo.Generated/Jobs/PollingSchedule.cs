namespace CloudswayVideo.Jobs;

/// <summary>When to ask next, as a pure function.</summary>
internal static class PollingSchedule
{
    private const double Jitter = 0.1;

    /// <param name="interval">The interval that was asked for.</param>
    /// <param name="random">A number from 0 to 1, 0.5 meaning the interval itself.</param>
    public static TimeSpan Next(TimeSpan interval, double random) => interval * (1 + (Jitter * ((2 * random) - 1)));
}
