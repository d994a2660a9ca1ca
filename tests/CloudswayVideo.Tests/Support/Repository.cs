using System.Reflection;

namespace CloudswayVideo.Tests.Support;

/// <summary>The files of the repository that tests compare with.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;

    public static string ContractPath { get; } = Path.Combine(Root, "spec", "cloudsway-video.yaml");
}
