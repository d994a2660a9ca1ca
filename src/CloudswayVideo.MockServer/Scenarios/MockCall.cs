using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer;

/// <summary>A call that a scenario may let go wrong; see <see cref="MockScenario.OnCall"/>.</summary>
public sealed record MockCall
{
    internal MockCall() { }

    /// <summary>The part the call has in the life of a job.</summary>
    public required JobStep Step { get; init; }

    /// <summary>The id of the contract's operation; "media" for a download.</summary>
    public required string OperationId { get; init; }

    /// <summary>
    /// Which call of this operation it is, from 1: of those about the same job or, where there is no job yet, of those
    /// that chose the same scenario.
    /// </summary>
    public required int Number { get; init; }
}
