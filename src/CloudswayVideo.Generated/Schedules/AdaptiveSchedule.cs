namespace CloudswayVideo.Schedules;

/// <summary>
/// Asks in proportion to the square root of the hazard: no blind schedule has fewer questions times a shorter delay
/// (Keller, Optimum Checking Schedules for Systems Subject to Random Failure, 1974).
/// </summary>
internal sealed class AdaptiveSchedule(TimeSpan interval, TimeSpan minimumGap, TimeSpan maximumGap)
    : PollingSchedule
{
    // Less than the fixed schedule's: the ages at which jobs are asked about are spread by the first wait already.
    private const double Variation = 0.1;

    private readonly PollingSchedule _fallback = Fixed(interval);

    public override TimeSpan NextDelay(PollingMoment moment)
    {
        var age = Math.Max(moment.JobAge.TotalSeconds, 0);
        if (moment.Durations.Hazard is not { } hazard || age >= hazard.End)
        {
            return _fallback.NextDelay(moment);
        }

        var step = hazard.Step(interval.TotalSeconds) * Jitter.Factor(moment.Random, Variation);
        var gap = TimeSpan.FromSeconds(NextAge(hazard, age, step) - age);
        return gap < minimumGap ? minimumGap
            : gap > maximumGap ? maximumGap
            : gap;
    }

    // Beyond the longest learned duration, questions follow the fixed schedule.
    private double NextAge(HazardCurve hazard, double age, double step)
    {
        var next = hazard.IntegralAt(age) + step;
        return next < hazard.Total
            ? hazard.AgeAt(next)
            : hazard.End + (interval.TotalSeconds * (next - hazard.Total) / step);
    }
}
