namespace CloudswayVideo.MockServer;

/// <summary>
/// What becomes of the jobs of an endpoint. A request chooses one by using its name as endpoint path, so that the code
/// under test need not know of it.
/// </summary>
public sealed record MockScenario
{
    private MockScenario(string name, string description)
    {
        Name = name;
        Description = description;
    }

    /// <summary>The job runs through all its states and has a video.</summary>
    public static MockScenario Success { get; } = new("success", "The job runs through all its states and has a video.");

    /// <summary>Every scenario there is.</summary>
    public static IReadOnlyList<MockScenario> All { get; } =
    [
        Success,
        new("slow", "As success, ten times as slow.") { Slowness = 10 },
        new("stuck", "The job is processed for ever.") { IsEndless = true },
        new("fails", "The job fails.") { EndExample = "fail" },
        new("moderated", "The job is rejected by moderation.") { EndExample = "moderated" },
        new("unknown-status", "While it runs, the job has a status that the contract does not know.") { RunningStatus = "Warming" },
        new("without-video", "The job succeeds, and no video is ever named.") { HasVideo = false },
        new("unauthorised", "Every request is refused: wrong access key.") { Refusal = (401, null) },
        new("rate-limited", "Every submission is refused: too many requests.") { Refusal = (429, null), SubmissionsOnly = true },
        new("bad-request", "Every submission is refused: invalid parameter.") { Refusal = (400, "base_resp"), SubmissionsOnly = true },
    ];

    /// <summary>The name, which is also the endpoint path.</summary>
    public string Name { get; }

    /// <summary>What happens, in a sentence.</summary>
    public string Description { get; }

    internal double Slowness { get; private init; } = 1;

    internal bool IsEndless { get; private init; }

    internal string? EndExample { get; private init; }

    internal string? RunningStatus { get; private init; }

    internal bool HasVideo { get; private init; } = true;

    internal (int StatusCode, string? Example)? Refusal { get; private init; }

    internal bool SubmissionsOnly { get; private init; }

    /// <summary>Finds a scenario.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The scenario; null if there is none of that name.</returns>
    public static MockScenario? Find(string name) => All.FirstOrDefault(scenario => scenario.Name == name);
}
