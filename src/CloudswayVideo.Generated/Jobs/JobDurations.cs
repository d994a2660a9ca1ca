namespace CloudswayVideo;

/// <summary>How long the last jobs of one endpoint took, as far as they were watched to their end. Thread-safe.</summary>
public sealed class JobDurations
{
    internal JobDurations()
    {
    }
}
