using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.Cli.Contract;

/// <summary>What traffic has and the contract has not, for people.</summary>
internal static class DriftReport
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<DriftCount> drifts) =>
        drifts.Count == 0
            ? ["No difference from the contract."]
            : drifts
                .Select(drift => $"  {drift.Times, 4} x  {drift.Finding}")
                .Prepend(
                    $"{drifts.Count} {(drifts.Count == 1 ? "difference" : "differences")} from the contract:"
                );
}
