using System.Globalization;
using System.Text;
using CloudswayVideo.Options;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport;

/// <summary>
/// Finds the value in a body that is most likely the id of a job, if the contract has no field for it there. The body
/// may be incomplete or have an unknown shape, so it is read token by token to its end or first error.
/// </summary>
internal static class LikelyJobId
{
    private const int LongestId = 256;

    // What programs write where they have no id: also zero and the empty GUID.
    private static readonly string[] WordsForNone = ["null", "none", "undefined", "true", "false"];

    /// <summary>Whether the service can be asked about a job with this id.</summary>
    public static bool IsUsable(string? id) =>
        PathSegment.Problem(id) is null
        && !IsNone(id!)
        && !(long.TryParse(id, CultureInfo.InvariantCulture, out var number) && number < 0);

    public static string? Find(string body)
    {
        (string? Value, int Rank) best = (null, int.MaxValue);
        (string? Value, int Rank) number = default;
        var name = "";
        try
        {
            using var reader = new JsonTextReader(new StringReader(body))
            {
                DateParseHandling = DateParseHandling.None,
            };
            while (reader.Read())
            {
                // A number at the end of the body may be incomplete, so it counts only if a token follows.
                best = number.Value is null ? best : number;
                number = default;
                if (reader.TokenType == JsonToken.PropertyName)
                {
                    name = (string)reader.Value!;
                    continue;
                }

                // Some proxies send the reply as a JSON string.
                if (reader is { Depth: 0, TokenType: JsonToken.String })
                {
                    return Find((string)reader.Value!);
                }

                if (RankOf(name) is var rank && rank < best.Rank && Text(reader) is { } value)
                {
                    var isText = reader.TokenType == JsonToken.String;
                    (best, number) = isText ? ((value, rank), default) : (best, (value, rank));
                }

                // The name of a list is that of its first value.
                name = reader.TokenType == JsonToken.StartArray ? name : "";
            }
        }
        catch (JsonException)
        {
            // The body is incomplete.
        }

        return best.Value;
    }

    private static int RankOf(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant().TrimEnd('S');
        bool Has(string part) => plain.Contains(part, StringComparison.Ordinal);
        return !plain.EndsWith("ID", StringComparison.Ordinal) ? int.MaxValue
            : Has("TASK") || Has("JOB") ? 0
            : plain == "ID" ? 1
            : Has("REQUEST") || Has("TRACE") ? int.MaxValue
            : 2;
    }

    private static string? Text(JsonTextReader reader)
    {
        // Gateways in Lua write a long id as 1.8968525908894e+18 (apache/apisix#4777), which begins as the id does.
        var text =
            reader.TokenType is JsonToken.String or JsonToken.Integer
            || (reader.Value is double number && double.IsFinite(number))
                ? Convert.ToString(reader.Value, CultureInfo.InvariantCulture)?.Trim()
                : null;
        return string.IsNullOrEmpty(text) || IsNone(text) ? null : Storable(text);
    }

    // Databases refuse NUL and half surrogate pairs, and the id of a paid job must not be lost because of one.
    private static string Storable(string id) =>
        string.Concat(
            id.EnumerateRunes()
                .Take(LongestId)
                .Select(one => Rune.IsControl(one) ? Rune.ReplacementChar : one)
        );

    private static bool IsNone(string id) =>
        id.AsSpan().Trim("0-").IsEmpty
        || WordsForNone.Contains(id, StringComparer.OrdinalIgnoreCase);
}
