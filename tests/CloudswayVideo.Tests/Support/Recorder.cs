namespace CloudswayVideo.Tests.Support;

/// <summary>Keeps what it hears, at once and in order.</summary>
internal sealed class Recorder(Action<VideoJobUpdate>? then = null) : IProgress<VideoJobUpdate>
{
    public List<VideoJobUpdate> Updates { get; } = [];

    /// <summary>The statuses in the order in which they were first heard.</summary>
    public IEnumerable<string> Statuses => Updates.Select(update => update.Status).Distinct();

    public void Report(VideoJobUpdate value)
    {
        Updates.Add(value);
        then?.Invoke(value);
    }
}
