using CloudswayVideo.Contract.Difference;
using NuGet.Versioning;

namespace CloudswayVideo.Cli.Contract;

/// <summary>What semantic versioning demands of the next version.</summary>
internal static class VersionDemand
{
    /// <summary>
    /// The lowest version that may follow. Before 1.0 a breaking change moves the minor number, and any other the
    /// patch.
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

    /// <summary>Whether a version is as high as demanded; a preview of the demanded one is.</summary>
    public static bool IsMetBy(this NuGetVersion demanded, NuGetVersion version) =>
        new NuGetVersion(version.Major, version.Minor, version.Patch)
        >= new NuGetVersion(demanded.Major, demanded.Minor, demanded.Patch);
}
