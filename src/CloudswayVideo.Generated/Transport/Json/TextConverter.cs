using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Reads text from whatever scalar the service sent; blank means absent. An object is kept as its JSON.
/// </summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public static TextConverter Instance { get; } = new();

    public override bool CanWrite => false;

    /// <summary>The text of the current value, or null where it is blank.</summary>
    public static string? Read(JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonToken.Null => null,
            JsonToken.String => (string?)reader.Value,
            JsonToken.Boolean => (bool)reader.Value! ? "true" : "false",
            // Never through a double: ids have up to 19 digits.
            JsonToken.Integer or JsonToken.Float => Convert.ToString(
                reader.Value,
                CultureInfo.InvariantCulture
            ),
            _ => JToken.ReadFrom(reader).ToString(Formatting.None),
        };
        // Blanks and line breaks around an id or a status are nobody's meaning. Trimming what has none costs nothing.
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public override string? ReadJson(
        JsonReader reader,
        Type objectType,
        string? existingValue,
        bool hasExistingValue,
        JsonSerializer serializer
    ) => Read(reader);

    public override void WriteJson(JsonWriter writer, string? value, JsonSerializer serializer) =>
        throw new NotSupportedException();
}
