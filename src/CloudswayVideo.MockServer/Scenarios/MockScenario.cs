namespace CloudswayVideo.MockServer;

/// <summary>
/// What becomes of the jobs of an endpoint. A request chooses one by using its name as endpoint path, so that the code
/// under test need not know of it. The jobs it makes keep it for life, whatever endpoint path asks for them.
/// </summary>
/// <example>
/// A scenario of your own, given to <see cref="CloudswayMockOptions.Scenarios"/>:
/// <code>
/// new MockScenario
/// {
///     Name = "monday",
///     Description = "Takes an hour, and every third question is answered by a proxy.",
///     JobDuration = TimeSpan.FromHours(1),
///     OnCall = call => call.Step == JobStep.Status &amp;&amp; call.Number % 3 == 0 ? MockFault.Interception(502,
/// "Bad gateway") : null,
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
    /// How long its jobs take; by default as long as <see cref="CloudswayMockOptions.JobDuration"/> says.
    /// </summary>
    public TimeSpan? JobDuration { get; init; }

    /// <summary>By what the duration of its jobs is multiplied; 1 by default.</summary>
    public double Slowness { get; init; } = 1;

    /// <summary>Whether its jobs run for ever; false by default.</summary>
    public bool IsEndless { get; init; }

    /// <summary>
    /// The name of the example of the contract's status operation that its jobs end with, such as "fail"; by default
    /// the first one that shows a success.
    /// </summary>
    public string? EndExample { get; init; }

    /// <summary>The status of its jobs while they run; by default those of the contract, one after the other.</summary>
    public string? RunningStatus { get; init; }

    /// <summary>Whether a job that succeeds names a video; true by default.</summary>
    public bool HasVideo { get; init; } = true;

    /// <summary>
    /// How many of the first URLs of a job's video have expired when they are given out; none by default.
    /// </summary>
    public int ExpiredUrls { get; init; }

    /// <summary>
    /// Is asked at every call that is valid, and says what goes wrong with it; null, also as answer, for nothing.
    /// </summary>
    public Func<MockCall, MockFault?>? OnCall { get; init; }
}
