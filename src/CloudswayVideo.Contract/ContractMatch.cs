namespace CloudswayVideo.Contract;

/// <summary>The operation that a request is for.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Values">The values of the parameters in its path, by name.</param>
public sealed record ContractMatch(ContractOperation Operation, Dictionary<string, string> Values);
