using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Tells whether a row is still the same, so that no prompt has to be kept.</summary>
internal static class RowDigest
{
    private static readonly string[] Apart =
    [
        RowColumns.Id,
        RowColumns.Command,
        RowColumns.Family,
        RowColumns.Kind,
    ];

    public static string Of(JobKind kind, IReadOnlyDictionary<string, string> values)
    {
        var fields = RowColumns.Fields(kind);
        var parts = values
            .Where(value => !Apart.Contains(value.Key))
            .Select(value => (value.Key, Value: Canonical(fields, value.Key, value.Value)))
            .Append((RowColumns.Command, RowReader.CommandOf(kind)))
            .OrderBy(value => value.Item1, StringComparer.Ordinal)
            .Select(value => $"{value.Item1}\0{value.Item2}");
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)))
        );
    }

    // A table that was saved again may write 4 as 4.0; its row is still the same.
    private static string Canonical(
        Dictionary<string, JobField> fields,
        string name,
        string value
    ) =>
        fields.TryGetValue(name, out var field)
        && field.Read(value, name) is { Type: JTokenType.Integer } number
            ? number.ToString()
            : value;
}
