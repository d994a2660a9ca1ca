namespace CloudswayVideo.Schedules;

/// <summary>Always the same interval.</summary>
internal sealed class FixedSchedule(TimeSpan interval, double jitter) : PollingSchedule
{
    public override TimeSpan NextDelay(PollingMoment moment) =>
        interval * Jitter.Factor(moment.Random, jitter);
}
