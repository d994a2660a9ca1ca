using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;

namespace CloudswayVideo.MockServer.Server;

/// <summary>A request that is for an operation of the contract.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">The values of its parameters, in the path and in the query.</param>
/// <param name="Root">The address that the caller used, which is where it can fetch a video.</param>
internal sealed record IncomingCall(
    ContractOperation Operation,
    IReadOnlyDictionary<string, string> Parameters,
    string Root
)
{
    public required MockScenario Scenario { get; init; }

    /// <summary>The job that the request names or makes; null if it names none that there is.</summary>
    public MockTask? Task { get; set; }

    /// <summary>Whether the answer tells the end of the job.</summary>
    public bool TellsEnd { get; set; }

    public string? TaskParameter(string value) =>
        Operation.TaskParameters.TryGetValue(value, out var name)
            ? Parameters.GetValueOrDefault(name)
            : null;
}
