using System.Reflection;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>The files of the repository that tests compare with.</summary>
internal static class Repository
{
    public static string Root { get; } =
        typeof(Repository)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot")
            .Value!;
}
