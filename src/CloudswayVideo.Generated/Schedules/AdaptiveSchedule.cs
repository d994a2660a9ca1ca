namespace CloudswayVideo.Schedules;

/// <summary>
/// Asks with a density proportional to the square root of the hazard, which minimizes the product of questions and
/// delay (Keller, Optimum Checking Schedules for Systems Subject to Random Failure, 1974).
/// </summary>
internal sealed class AdaptiveSchedule(TimeSpan interval, TimeSpan minimumGap, TimeSpan maximumGap)
    : PollingSchedule
{
    // Less than that of the fixed schedule, because the ages of jobs already differ after the first delay.
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
