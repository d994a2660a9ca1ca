using System.Text.RegularExpressions;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Architecture;

/// <summary>The folders of a project, with the types that each declares and names.</summary>
internal sealed partial class SourceRooms
{
    private readonly List<SourceFile> _files;
    private readonly Dictionary<string, string> _roomOfType = [];

    public SourceRooms(string project)
    {
        var folder = Path.Combine(Repository.Root, "src", project);
        _files =
        [
            .. Directory
                .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Where(path => !OutputFolder().IsMatch(Path.GetRelativePath(folder, path)))
                .Select(path => new SourceFile(
                    Path.GetRelativePath(folder, path),
                    WithoutComments(File.ReadAllText(path))
                )),
        ];
        foreach (var file in _files)
        {
            foreach (Match declaration in Declaration().Matches(file.Code))
            {
                // A type whose parts stand in several rooms belongs to the one that was named first.
                _roomOfType.TryAdd(declaration.Groups["name"].Value, file.Room);
            }
        }
    }

    public IEnumerable<string> Names => _files.Select(file => file.Room).Distinct();

    /// <summary>The files that name a type of a room that comes after their own.</summary>
    /// <param name="rooms">The rooms, the lowest first.</param>
    public IEnumerable<string> UpwardReferences(IReadOnlyList<string> rooms) =>
        from file in _files
        from Match word in Word().Matches(file.Code)
        where _roomOfType.TryGetValue(word.Value, out var room) && IsBelow(rooms, file.Room, room)
        select $"{file.Path} ({Shown(file.Room)}) names {word.Value} ({Shown(_roomOfType[word.Value])})";

    /// <summary>The files whose internal types have another namespace than their folder.</summary>
    /// <param name="root">The namespace of the project.</param>
    public IEnumerable<string> ForeignNamespaces(string root) =>
        from file in _files
        where !PublicType().IsMatch(file.Code)
        let found = Namespace().Match(file.Code).Groups["name"].Value
        let folder = Path.GetDirectoryName(file.Path)!
        let expected = folder.Length == 0
            ? root
            : $"{root}.{folder.Replace(Path.DirectorySeparatorChar, '.')}"
        where found.Length > 0 && found != expected
        select $"{file.Path} has the namespace {found}";

    private static bool IsBelow(IReadOnlyList<string> rooms, string one, string other) =>
        rooms.ToList().IndexOf(one) < rooms.ToList().IndexOf(other);

    private static string Shown(string room) => room.Length == 0 ? "clients" : room;

    private static string WithoutComments(string code) => Comment().Replace(code, "");

    [GeneratedRegex(@"(^|[\\/])(bin|obj)[\\/]")]
    private static partial Regex OutputFolder();

    [GeneratedRegex(@"//[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(class|struct|interface|enum|record)\s+(?<name>[A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"(?<!\.\s*)\b[A-Z]\w+\b")]
    private static partial Regex Word();

    [GeneratedRegex(
        @"^public\s+(?!static partial class Json)(\w+\s+)*(class|struct|interface|enum|record)",
        RegexOptions.Multiline
    )]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    private sealed record SourceFile(string Path, string Code)
    {
        /// <summary>The first folder; blank for a file beside the project.</summary>
        public string Room { get; } =
            Path.Split(System.IO.Path.DirectorySeparatorChar) is [var first, _, ..] ? first : "";
    }
}
