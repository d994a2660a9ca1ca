namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// A job of the mock. Its state is computed from the time, so that nothing has to run in between.
/// </summary>
internal sealed class MockJob(
    JobFamily family,
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

    /// <summary>The id at the upstream service; the same id if the contract shows no other.</summary>
    public string UpstreamId { get; } =
        family.UpstreamId is { } upstream ? IdShape.After(upstream, number) : id;

    public string FileId { get; } = IdShape.After(family.FileId, number);

    public DateTimeOffset EndsAt { get; } = submittedAt + duration;

    /// <summary>The calls about this job.</summary>
    public CallCounter Calls { get; } = new();

    /// <summary>The progress, from 0 to 1.</summary>
    public double Progress(DateTimeOffset now) =>
        _isEnded || duration <= TimeSpan.Zero
            ? 1
            : Math.Clamp((now - submittedAt) / duration, 0, 1);

    public bool HasEnded(DateTimeOffset now) =>
        _isEnded || (!scenario.IsEndless && Progress(now) >= 1);

    /// <summary>Ends the job now, as its scenario says; an endless one succeeds.</summary>
    public void End() => _isEnded = true;

    /// <summary>Counts the URLs of its video that are given out, including this one.</summary>
    public int NextUrl() => Interlocked.Increment(ref _urls);
}
