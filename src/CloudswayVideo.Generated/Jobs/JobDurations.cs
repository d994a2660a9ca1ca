namespace CloudswayVideo;

/// <summary>How long the last jobs of one endpoint took, as far as they were watched to their end. Thread-safe.</summary>
public sealed class JobDurations
{
    internal JobDurations()
    {
    }

    internal int Count { get; private set; }

    /// <summary>Takes in a job that had not ended at the first age and had by the second.</summary>
    internal void Add(TimeSpan notEndedAfter, TimeSpan endedBy) => Count += endedBy < notEndedAfter ? 0 : 1;
}
