namespace CloudswayVideo.Contract.Drift;

/// <summary>A finding with what "contract learn" needs to settle it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Place">The place in the contract; for an unknown field, that of the object around it.</param>
/// <param name="Name">The unknown name, word or code; null if it must not be shown.</param>
/// <param name="Value">The value that was found.</param>
internal sealed record FoundDrift(
    DriftFinding Finding,
    SchemaPlace? Place = null,
    string? Name = null,
    JToken? Value = null
);
