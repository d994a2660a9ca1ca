using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;

namespace CloudswayVideo.MockServer.Server;

/// <summary>A valid request for an operation of the contract.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">The values of its parameters, in the path and in the query.</param>
/// <param name="Root">The address of videos for this caller.</param>
internal sealed record IncomingCall(
    ContractOperation Operation,
    IReadOnlyDictionary<string, string> Parameters,
    string Root
)
{
    public required MockScenario Scenario { get; init; }

    /// <summary>The job that the request names or makes; null without one.</summary>
    public MockJob? Job { get; set; }

    /// <summary>Whether the answer shows the end of the job.</summary>
    public bool ShowsEnd { get; set; }

    public string? TaskParameter(string value) =>
        Operation.TaskParameters.TryGetValue(value, out var name)
            ? Parameters.GetValueOrDefault(name)
            : null;
}
