using CloudswayVideo.Contract.Difference;
using NuGet.Versioning;

namespace CloudswayVideo.Cli.Contract;

/// <summary>What differs between two snapshots, and the version that follows from it.</summary>
internal sealed record SnapshotComparison(
    ContractSnapshot Before,
    ContractSnapshot After,
    IReadOnlyList<ContractChange> Contract,
    IReadOnlyList<SurfaceChange>? Surface
)
{
    /// <summary>The largest step that any of the differences demands.</summary>
    public VersionStep Step =>
        Contract
            .Select(change => change.Step)
            .Concat((Surface ?? []).Select(change => change.Step))
            .DefaultIfEmpty(VersionStep.None)
            .Max();

    /// <summary>The lowest version that may follow; null if it is not known what it follows.</summary>
    public NuGetVersion? Demanded =>
        Before.Version is { } version ? VersionDemand.After(version, Step) : null;

    /// <summary>
    /// False if the version is lower than demanded; of contracts without versions nothing is demanded.
    /// </summary>
    public bool IsStepped =>
        Demanded is null || After.Version is null || Demanded.IsMetBy(After.Version);

    public static SnapshotComparison Of(ContractSnapshot before, ContractSnapshot after) =>
        new(
            before,
            after,
            ContractDifference.Between(before.Contract, after.Contract),
            // A library that a snapshot does not have yet has no surface in it.
            before.Surfaces
                is null
            || after.Surfaces is null
                ? null
                : before
                    .Surfaces.Keys.Union(after.Surfaces.Keys)
                    .SelectMany(name =>
                        SurfaceDifference.Between(
                            before.Surfaces.GetValueOrDefault(name, ""),
                            after.Surfaces.GetValueOrDefault(name, "")
                        )
                    )
                    .ToList()
        );
}
