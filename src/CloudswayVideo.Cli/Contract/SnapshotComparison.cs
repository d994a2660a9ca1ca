using CloudswayVideo.Contract.Difference;
using NuGet.Versioning;

namespace CloudswayVideo.Cli.Contract;

/// <summary>The differences between two snapshots, and the version that they demand.</summary>
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

    /// <summary>
    /// The lowest version that may follow; null if the version before is not known. Before 1.0, a breaking change
    /// increases the minor number, and any other change the patch number.
    /// </summary>
    public NuGetVersion? Demanded =>
        Before.Version is not { } version ? null
        : Step == VersionStep.None ? version
        : (Step, version.Major) is (VersionStep.Major, 0) or (VersionStep.Minor, > 0)
            ? new NuGetVersion(version.Major, version.Minor + 1, 0)
        : Step == VersionStep.Major ? new NuGetVersion(version.Major + 1, 0, 0)
        : new NuGetVersion(version.Major, version.Minor, version.Patch + 1);

    /// <summary>
    /// False if the version is lower than demanded. Contracts without versions demand none, and a preview of the
    /// demanded version is enough.
    /// </summary>
    public bool IsStepped =>
        Demanded is null
        || After.Version is null
        || VersionComparer.Version.Compare(After.Version, Demanded) >= 0;

    /// <summary>The comparison for programs.</summary>
    public object ToJson() =>
        new
        {
            before = new { Before.Name, version = Before.Version?.ToString() },
            after = new { After.Name, version = After.Version?.ToString() },
            Contract,
            Surface,
            Step,
            demanded = Demanded?.ToString(),
            IsStepped,
        };

    public static SnapshotComparison Between(ContractSnapshot before, ContractSnapshot after) =>
        new(
            before,
            after,
            ContractDifference.Between(before.Contract, after.Contract),
            // An older snapshot may not have a library yet.
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
