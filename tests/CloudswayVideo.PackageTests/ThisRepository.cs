namespace CloudswayVideo.PackageTests;

/// <summary>The checkout that these tests were built in.</summary>
internal static class ThisRepository
{
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CloudswayVideo.Generated.sln")))
        {
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException(
                    $"No solution above {AppContext.BaseDirectory}."
                );
        }

        return folder.FullName;
    }
}
