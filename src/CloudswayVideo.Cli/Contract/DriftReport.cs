using CloudswayVideo.Cli.Display;
using CloudswayVideo.Contract.Drift;

namespace CloudswayVideo.Cli.Contract;

/// <summary>The differences between traffic and the contract, as lines of text.</summary>
internal static class DriftReport
{
    public static IEnumerable<string> Lines(IReadOnlyCollection<DriftCount> drifts) =>
        drifts.Count == 0
            ? ["No difference from the contract."]
            : drifts
                .Select(drift => $"  {drift.Times, 4} x  {drift.Finding}")
                .Prepend($"{Plural.Count(drifts.Count, "difference")} from the contract:");
}
