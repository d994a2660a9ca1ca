using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Transport.Json;

/// <summary>Reads text from any scalar. Blank text is absent; an object or a list becomes its JSON text.</summary>
internal sealed class TextConverter : ReplyConverter
{
    /// <summary>The text of the current value, without white space at its ends; null if it is blank.</summary>
    public static string? Read(JsonReader reader)
    {
        var text = reader.TokenType switch
        {
            JsonToken.Null => null,
            JsonToken.String => (string?)reader.Value,
            JsonToken.Boolean => (bool)reader.Value! ? "true" : "false",
            // Not as a double: ids have up to 19 digits.
            JsonToken.Integer or JsonToken.Float => Convert.ToString(
                reader.Value,
                CultureInfo.InvariantCulture
            ),
            _ => JToken.ReadFrom(reader).ToString(Formatting.None),
        };
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        JsonSerializer serializer
    ) => Read(reader);
}
