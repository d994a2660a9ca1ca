using System.Reflection;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>
/// The sources of the client, embedded in the tool so that "contract pack" needs no checkout of the repository.
/// </summary>
internal static class ClientSources
{
    /// <summary>The path of the client's project below the folder.</summary>
    public const string Project = "src/CloudswayVideo.Generated";

    private const string Prefix = "source/";

    /// <summary>Writes the files with their paths in the repository.</summary>
    public static void WriteTo(string folder)
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
        )
        {
            // The build may have run on Windows.
            var path = Path.Combine(folder, name[Prefix.Length..].Replace('\\', '/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var file = File.Create(path);
            using var source = assembly.GetManifestResourceStream(name)!;
            source.CopyTo(file);
        }
    }
}
