using CloudswayVideo.Contract.Difference;
using NuGet.Versioning;

namespace CloudswayVideo.Cli.Contract;

/// <summary>The version that semantic versioning demands after a change.</summary>
internal static class VersionDemand
{
    /// <summary>
    /// The lowest version that may follow. Before 1.0, a breaking change increases the minor number, and any other
    /// change the patch number.
    /// </summary>
    public static NuGetVersion After(NuGetVersion version, VersionStep step) =>
        (step, version.Major) switch
        {
            (VersionStep.None, _) => version,
            (VersionStep.Major, 0) or (VersionStep.Minor, > 0) => new NuGetVersion(
                version.Major,
                version.Minor + 1,
                0
            ),
            (VersionStep.Major, _) => new NuGetVersion(version.Major + 1, 0, 0),
            _ => new NuGetVersion(version.Major, version.Minor, version.Patch + 1),
        };

    /// <summary>Whether a version is high enough. A preview of the demanded version is.</summary>
    public static bool IsMetBy(this NuGetVersion demanded, NuGetVersion version) =>
        new NuGetVersion(version.Major, version.Minor, version.Patch)
        >= new NuGetVersion(demanded.Major, demanded.Minor, demanded.Patch);
}
