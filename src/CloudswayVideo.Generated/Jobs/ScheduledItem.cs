namespace CloudswayVideo.Jobs;

/// <summary>
/// Base of items that are sorted by due time. Do not call <see cref="Schedule"/> while the item is in a set.
/// </summary>
internal abstract class ScheduledItem
{
    /// <summary>Orders by due time, then in the order in which the items were scheduled.</summary>
    public static IComparer<ScheduledItem> ByDueTime { get; } =
        Comparer<ScheduledItem>.Create(
            static (one, other) =>
                one.DueAt == other.DueAt
                    ? one.Number.CompareTo(other.Number)
                    : one.DueAt.CompareTo(other.DueAt)
        );

    public TimeSpan DueAt { get; private set; }

    private long Number { get; set; }

    public void Schedule(TimeSpan dueAt, long number)
    {
        DueAt = dueAt;
        Number = number;
    }
}
