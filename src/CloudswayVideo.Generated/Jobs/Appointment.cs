namespace CloudswayVideo.Jobs;

/// <summary>Something that is to happen at a moment. Neither may be changed while it is in an ordered set.</summary>
internal abstract class Appointment
{
    /// <summary>The first first; of the same moment, in the order in which they were made.</summary>
    public static IComparer<Appointment> InOrder { get; } =
        Comparer<Appointment>.Create(
            static (one, other) =>
                one.Moment == other.Moment
                    ? one.Number.CompareTo(other.Number)
                    : one.Moment.CompareTo(other.Moment)
        );

    public TimeSpan Moment { get; private set; }

    private long Number { get; set; }

    public void Make(TimeSpan moment, long number)
    {
        Moment = moment;
        Number = number;
    }
}
