using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Finds the meaning of a column by its name. Spreadsheets and people write "Command ", "First Frame Image" and
/// "first-frame-image", and use the name of an option for a field.
/// </summary>
internal static class RowColumns
{
    public const string Command = "command";
    public const string Family = "family";
    public const string Kind = "kind";
    public const string Id = "id";
    public const string Endpoint = "endpoint";

    /// <summary>Ends the name of a column that gives a field a second value.</summary>
    public const string Again = " (given twice)";

    /// <summary>The columns that are not fields of a request.</summary>
    public static readonly string[] Reserved = [Command, Family, Kind, Id, Endpoint];

    /// <summary>The values of the reserved columns, by their names.</summary>
    public static Dictionary<string, string> ReservedValues(WrittenRow written) =>
        written
            .Values.Where(value => Reserved.Contains(Plain(value.Key)))
            .DistinctBy(value => Plain(value.Key))
            .ToDictionary(value => Plain(value.Key), value => value.Value);

    /// <summary>
    /// All values, by the names of the contract. A column that is no field keeps the name it has in the file.
    /// </summary>
    public static Dictionary<string, string> Values(JobKind kind, WrittenRow written)
    {
        var names = Fields(kind)
            .Values.SelectMany(field =>
                new[] { field.Name, field.Option }.Select(name => (Name: Plain(name), field))
            )
            .DistinctBy(field => field.Name)
            .ToDictionary(field => field.Name, field => field.field.Name);
        var values = ReservedValues(written);
        foreach (
            var (column, value) in written.Values.Where(value =>
                !Reserved.Contains(Plain(value.Key))
            )
        )
        {
            var name = names.GetValueOrDefault(Plain(column), column);
            values[values.ContainsKey(name) ? column + Again : name] = value;
        }

        return values;
    }

    /// <summary>The fields that a row can give, by name: all but those that have only one possible value.</summary>
    public static Dictionary<string, JobField> Fields(JobKind kind) =>
        kind.Fields.Where(field => !field.IsFixed).ToDictionary(field => field.Name);

    /// <summary>Whether the columns say what kind of job each row is.</summary>
    public static bool NameCommands(IEnumerable<string> columns)
    {
        var names = columns.Select(Plain).ToHashSet();
        return names.Contains(Command) || names.Contains(Family) && names.Contains(Kind);
    }

    private static string Plain(string name) =>
        string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();
}
