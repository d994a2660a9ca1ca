namespace CloudswayVideo.MockServer;

/// <summary>
/// What happens to the jobs of an endpoint. A request chooses a scenario by its endpoint path, so that the code under
/// test need not know of it. A job keeps the scenario of its submission, whatever endpoint path later asks about it.
/// </summary>
/// <example>
/// A scenario of your own, given to <see cref="CloudswayMockOptions.Scenarios"/>:
/// <code>
/// new MockScenario
/// {
///     Name = "monday",
///     Description = "Takes an hour, and every third question is answered by a proxy.",
///     JobDuration = TimeSpan.FromHours(1),
///     OnCall = call =>
///         call.Step == JobStep.Status &amp;&amp; call.Number % 3 == 0
///             ? MockFault.Interception(502, "Bad gateway")
///             : null,
/// }
/// </code>
/// </example>
public sealed partial record MockScenario
{
    /// <summary>The name, which is also the endpoint path.</summary>
    public required string Name { get; init; }

    /// <summary>What happens, in a sentence.</summary>
    public required string Description { get; init; }

    /// <summary>
    /// How long its jobs take; <see cref="CloudswayMockOptions.JobDuration"/> by default.
    /// </summary>
    public TimeSpan? JobDuration { get; init; }

    /// <summary>A factor for the duration of its jobs; 1 by default.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>Whether its jobs run for ever; false by default.</summary>
    public bool IsEndless { get; init; }

    /// <summary>
    /// The example of the status operation that shows the end of its jobs, such as "fail"; by default the first one
    /// that shows a success.
    /// </summary>
    public string? EndExample { get; init; }

    /// <summary>The status of its jobs while they run; by default those of the contract, one after the other.</summary>
    public string? RunningStatus { get; init; }

    /// <summary>Whether a job that succeeds names a video; true by default.</summary>
    public bool HasVideo { get; init; } = true;

    /// <summary>
    /// How many of the first URLs of a video have already expired when the caller gets them; 0 by default.
    /// </summary>
    public int ExpiredUrls { get; init; }

    /// <summary>
    /// Chooses the fault of each valid call; null, or a result of null, for no fault.
    /// </summary>
    public Func<MockCall, MockFault?>? OnCall { get; init; }
}
