using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// The names that no generated type may have, because hand-written or library types have them.
/// </summary>
internal static partial class ReservedTypes
{
    private static readonly string[] UsedNamespaces = (
        "System System.Collections.Generic System.IO System.Linq System.Net.Http System.Threading "
        + "System.Threading.Tasks Newtonsoft.Json"
    ).Split(' ');

    /// <summary>The types of the namespaces that the client uses, and where the names of namespaces begin.</summary>
    public static IEnumerable<string> OfLibraries =>
        new[]
        {
            typeof(object),
            typeof(Uri),
            typeof(HttpClient),
            typeof(Enumerable),
            typeof(SortedSet<>),
            typeof(JsonConvert),
        }
            .SelectMany(type => type.Assembly.GetExportedTypes())
            .Where(type => UsedNamespaces.Contains(type.Namespace))
            .Select(type => type.Name.Split('`')[0])
            .Concat(
                UsedNamespaces.Append(nameof(CloudswayVideo)).Select(name => name.Split('.')[0])
            );

    /// <summary>
    /// The hand-written types of a folder, and the names of its subfolders. A file such as "Name.Concern.cs" extends
    /// the generated type "Name", unless there is a "Name.cs".
    /// </summary>
    public static IEnumerable<string> OfSources(string folder)
    {
        var files = Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !OutputFolder().IsMatch(Path.GetRelativePath(folder, path)))
            .ToList();
        var names = files.Select(Path.GetFileNameWithoutExtension).ToHashSet();
        return files
            .SelectMany(path =>
                Declaration()
                    .Matches(File.ReadAllText(path))
                    .Select(match => match.Groups["name"].Value)
                    .Where(name => !AddsTo(name, path, names))
            )
            .Concat(
                files
                    .Select(path => Path.GetDirectoryName(Path.GetRelativePath(folder, path))!)
                    .SelectMany(room => room.Split(Path.DirectorySeparatorChar))
            )
            .Where(name => name.Length > 0);
    }

    private static bool AddsTo(string name, string path, HashSet<string?> names) =>
        !names.Contains(name)
        && Path.GetFileName(path).StartsWith($"{name}.", StringComparison.Ordinal);

    [GeneratedRegex(@"(^|[\\/])(bin|obj)[\\/]")]
    private static partial Regex OutputFolder();

    [GeneratedRegex(
        @"^\s*(?!//)(?:\w+ )*(?:class|struct|interface|enum|record)\s+(?<name>[A-Z]\w*)",
        RegexOptions.Multiline
    )]
    private static partial Regex Declaration();
}
