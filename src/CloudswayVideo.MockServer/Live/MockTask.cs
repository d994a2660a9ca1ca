namespace CloudswayVideo.MockServer.Live;

/// <summary>A job of the mock. Where it stands is computed from the time, so that nothing has to run in between.</summary>
internal sealed record MockTask(string Id, string Family, MockScenario Scenario, DateTimeOffset SubmittedAt, TimeSpan Duration)
{
    /// <summary>How far the job is, from 0 to 1.</summary>
    public double Progress(DateTimeOffset now) => Math.Clamp((now - SubmittedAt) / Duration / Scenario.Slowness, 0, 1);

    public bool HasEnded(DateTimeOffset now) => !Scenario.IsEndless && Progress(now) >= 1;

    /// <summary>The id that the upstream service would have given the job; status replies name it instead of ours.</summary>
    public string UpstreamId { get; } = Digits(Id, "2447");

    public string FileId { get; } = Digits(Id, "2434");

    // Fifteen digits, as in the vendor's examples, and always the same for one job.
    private static string Digits(string id, string prefix) =>
        prefix + id.Aggregate(17UL, (hash, character) => unchecked((hash * 31) + character)).ToString("D20", System.Globalization.CultureInfo.InvariantCulture)[^11..];
}
