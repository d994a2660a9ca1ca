using System.Globalization;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport;

/// <summary>
/// Finds the value of a body that is most likely the id of a job, where the contract has no place for one. The body may
/// break off, or have a shape that nobody has described, so it is read token by token, as far as it goes.
/// </summary>
internal static class LikelyJobId
{
    private const int LongestId = 256;

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
                // A number that no token follows may be cut off.
                best = number.Value is null ? best : number;
                number = default;
                if (reader.TokenType == JsonToken.PropertyName)
                {
                    name = (string)reader.Value!;
                    continue;
                }

                if (RankOf(name) is var rank && rank < best.Rank && Text(reader) is { } value)
                {
                    var isText = reader.TokenType == JsonToken.String;
                    (best, number) = isText ? ((value, rank), default) : (best, (value, rank));
                }

                name = "";
            }
        }
        catch (JsonException)
        {
            // It breaks off here.
        }

        return best.Value;
    }

    /// <summary>The first characters of an id: as many as the longest that can be asked about.</summary>
    public static string? Cut(string? id) => id?.Length > LongestId ? id[..LongestId] : id;

    private static int RankOf(string name)
    {
        var plain = name.Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
        bool Has(string part) => plain.Contains(part, StringComparison.Ordinal);
        return !plain.EndsWith("ID", StringComparison.Ordinal) ? int.MaxValue
            : Has("TASK") || Has("JOB") ? 0
            : plain == "ID" ? 1
            : Has("REQUEST") || Has("TRACE") ? int.MaxValue
            : 2;
    }

    private static string? Text(JsonTextReader reader)
    {
        var text = reader.TokenType is JsonToken.String or JsonToken.Integer
            ? Convert.ToString(reader.Value, CultureInfo.InvariantCulture)?.Trim()
            : null;
        return string.IsNullOrEmpty(text) ? null : Cut(text);
    }
}
