namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// A job of the mock. Where it stands is computed from the time, so that nothing has to run in between.
/// </summary>
internal sealed class MockTask(
    TaskFamily family,
    ulong number,
    MockScenario scenario,
    DateTimeOffset submittedAt,
    TimeSpan duration,
    string id
)
{
    private int _urls;
    private volatile bool _isEnded;

    public string Family => family.Name;

    public MockScenario Scenario => scenario;

    /// <summary>The id that submitting it returned.</summary>
    public string Id => id;

    /// <summary>The id that the upstream service has for it; ours where the contract shows no other.</summary>
    public string UpstreamId { get; } =
        family.UpstreamId is { } upstream ? IdShape.After(upstream, number) : id;

    public string FileId { get; } = IdShape.After(family.FileId, number);

    public DateTimeOffset EndsAt { get; } = submittedAt + duration;

    /// <summary>The calls about this job.</summary>
    public CallCounter Calls { get; } = new();

    /// <summary>How far the job is, from 0 to 1.</summary>
    public double Progress(DateTimeOffset now) =>
        _isEnded || duration <= TimeSpan.Zero
            ? 1
            : Math.Clamp((now - submittedAt) / duration, 0, 1);

    public bool HasEnded(DateTimeOffset now) =>
        _isEnded || (!scenario.IsEndless && Progress(now) >= 1);

    /// <summary>Ends it now, as its scenario lets it end; well, if it would never.</summary>
    public void End() => _isEnded = true;

    /// <summary>How many URLs of its video have been given out, with the one asked for.</summary>
    public int NextUrl() => Interlocked.Increment(ref _urls);
}
