namespace CloudswayVideo.Schedules;

/// <summary>Each delay is the previous one times a factor, up to a maximum.</summary>
internal sealed class ExponentialSchedule(
    TimeSpan initial,
    double factor,
    TimeSpan maximum,
    double jitter
) : PollingSchedule
{
    public override TimeSpan NextDelay(PollingMoment moment) => Delay(moment.Asked, moment.Random);

    /// <param name="attempts">The number of attempts so far, at least one.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public TimeSpan Delay(int attempts, double random)
    {
        // A power that overflows is infinite, so the maximum still applies.
        var growth = Math.Min(Math.Pow(factor, attempts - 1), maximum / initial);
        return initial * growth * Jitter.Factor(random, jitter);
    }
}
