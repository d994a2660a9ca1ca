using System.Security.Cryptography;
using System.Text;
using CloudswayVideo.Cli.Requests;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// Shows whether a row has changed since it was submitted, so that no prompt has to be kept for that.
/// </summary>
internal static class RowDigest
{
    // The id is the row's key, and the command is added in one spelling.
    private static readonly string[] LeftOut =
    [
        RowColumns.Id,
        RowColumns.Command,
        RowColumns.Family,
        RowColumns.Kind,
    ];

    public static string Compute(
        JobKind kind,
        IReadOnlyDictionary<string, string> texts,
        IReadOnlyDictionary<string, JToken> values
    )
    {
        var parts = texts
            .Where(text => !LeftOut.Contains(text.Key))
            .Select(text => (Column: text.Key, Value: Canonical(text.Value, text.Key)))
            .Append((Column: RowColumns.Command, Value: kind.Command))
            .OrderBy(part => part.Column, StringComparer.Ordinal)
            .Select(part => $"{part.Column}\0{part.Value}");
        return Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)))
        );

        // A spreadsheet that saves a table again may write 4 as 4.0, which is no change.
        string Canonical(string text, string column) =>
            values.GetValueOrDefault(column) is { Type: JTokenType.Integer } number
                ? number.ToString()
                : text;
    }
}
