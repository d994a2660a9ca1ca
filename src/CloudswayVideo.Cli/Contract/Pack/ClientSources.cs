using System.Reflection;

namespace CloudswayVideo.Cli.Contract.Pack;

/// <summary>
/// The files that the client is built from, embedded in the tool: "contract pack" needs no checkout.
/// </summary>
internal static class ClientSources
{
    /// <summary>The client's project in the folder that was written to.</summary>
    public const string Project = "src/CloudswayVideo.Generated";

    private const string Prefix = "source/";

    /// <summary>Writes them as they lie in the repository.</summary>
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
