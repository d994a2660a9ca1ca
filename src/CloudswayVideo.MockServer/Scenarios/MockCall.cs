using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer;

/// <summary>A call for which a scenario may choose a fault; see <see cref="MockScenario.OnCall"/>.</summary>
public sealed record MockCall
{
    internal MockCall() { }

    /// <summary>The step of a job that the call belongs to.</summary>
    public required JobStep Step { get; init; }

    /// <summary>The id of the contract's operation; "media" for a download.</summary>
    public required string OperationId { get; init; }

    /// <summary>
    /// The number of the call, from 1: among the calls of this operation about the same job or, before there is a job,
    /// with the same scenario.
    /// </summary>
    public required int Number { get; init; }
}
