namespace CloudswayVideo.MockServer.Live;

/// <summary>A job of the mock. Where it stands is computed from the time, so that nothing has to run in between.</summary>
internal sealed class MockTask(TaskFamily family, ulong number, MockScenario scenario, DateTimeOffset submittedAt, TimeSpan duration)
{
    private int _urls;

    public string Family => family.Name;

    public MockScenario Scenario => scenario;

    public string Id { get; } = IdShape.After(family.Id, number);

    public string UpstreamId { get; } = IdShape.After(family.UpstreamId, number);

    public string FileId { get; } = IdShape.After(family.FileId, number);

    public DateTimeOffset EndsAt { get; } = submittedAt + duration;

    /// <summary>The calls about this job.</summary>
    public CallCounter Calls { get; } = new();

    /// <summary>How far the job is, from 0 to 1.</summary>
    public double Progress(DateTimeOffset now) => duration <= TimeSpan.Zero ? 1 : Math.Clamp((now - submittedAt) / duration, 0, 1);

    public bool HasEnded(DateTimeOffset now) => !scenario.IsEndless && Progress(now) >= 1;

    /// <summary>How many URLs of its video have been given out, with the one asked for.</summary>
    public int NextUrl() => Interlocked.Increment(ref _urls);
}
