using CloudswayVideo.Errors;

namespace CloudswayVideo.Schedules;

/// <summary>Each wait is the one before it times a factor, up to a maximum.</summary>
internal sealed class ExponentialSchedule(
    TimeSpan initial,
    double factor,
    TimeSpan maximum,
    double jitter
) : PollingSchedule
{
    public override TimeSpan NextDelay(PollingMoment moment) => Delay(moment.Asked, moment.Random);

    /// <param name="attempts">How many there have been, at least one.</param>
    /// <param name="random">A number from 0 to 1.</param>
    public TimeSpan Delay(int attempts, double random)
    {
        // A power that overflows is infinite, and so still above the maximum.
        var growth = Math.Min(Math.Pow(factor, attempts - 1), maximum / initial);
        return initial * growth * Jitter.Factor(random, jitter);
    }
}
