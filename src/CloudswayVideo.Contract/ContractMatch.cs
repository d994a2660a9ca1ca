namespace CloudswayVideo.Contract;

/// <summary>The operation that a request calls.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Values">The values of its path parameters, by name.</param>
public sealed record ContractMatch(ContractOperation Operation, Dictionary<string, string> Values);
