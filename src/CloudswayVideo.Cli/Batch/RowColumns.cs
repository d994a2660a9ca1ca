using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Which column of a file of jobs is which. Spreadsheets and people write "Command ", "First Frame Image" and
/// "first-frame-image", and name an image as its option is called.
/// </summary>
internal static class RowColumns
{
    public const string Command = "command";
    public const string Family = "family";
    public const string Kind = "kind";
    public const string Id = "id";
    public const string Endpoint = "endpoint";
    public static readonly string[] Own = [Command, Family, Kind, Id, Endpoint];

    /// <summary>The values of the columns that are no field of a request.</summary>
    public static Dictionary<string, string> OwnValues(WrittenRow written) =>
        written
            .Values.Where(value => Own.Contains(Plain(value.Key)))
            .DistinctBy(value => Plain(value.Key))
            .ToDictionary(value => Plain(value.Key), value => value.Value);

    /// <summary>All values by the names of the contract; what has none there keeps the name it was given.</summary>
    public static Dictionary<string, string> Values(JobKind kind, WrittenRow written)
    {
        var names = Fields(kind)
            .Values.SelectMany(field =>
                new[] { field.Name, field.Option }.Select(name => (name, field))
            )
            .DistinctBy(known => Plain(known.name))
            .ToDictionary(known => Plain(known.name), known => known.field.Name);
        var values = OwnValues(written);
        foreach (
            var (column, value) in written.Values.Where(value => !Own.Contains(Plain(value.Key)))
        )
        {
            var name = names.GetValueOrDefault(Plain(column), column);
            values[values.ContainsKey(name) ? $"{column} (given twice)" : name] = value;
        }

        return values;
    }

    /// <summary>The fields that can be given: nobody is asked for one that can have one value only.</summary>
    public static Dictionary<string, JobField> Fields(JobKind kind) =>
        kind.Fields.Where(field => field.Fixed is null).ToDictionary(field => field.Name);

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
