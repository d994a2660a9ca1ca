using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.MockServer.Replies;

/// <summary>Puts values into an example without changing its form: its spelling, its types and its units stay.</summary>
internal static class ExampleValues
{
    // Of an epoch: above it, an example counts milliseconds.
    private const long FirstMillisecond = 100_000_000_000;

    public static void Put(JObject values, JObject example, JsonSchema schema)
    {
        var properties = schema.ActualSchema.ActualProperties;
        foreach (var field in example.Properties().Where(field => properties.ContainsKey(field.Name)))
        {
            var property = properties[field.Name];
            var canonical = property.ExtensionData?.TryGetValue("x-alias-of", out var name) == true ? (string)name! : field.Name;
            if (values[canonical] is { } value && !IsBlank(field.Value))
            {
                field.Value = Convert(value, field.Value, property.ActualSchema.ActualTypeSchema, property.ActualSchema.Format);
            }
        }
    }

    private static JToken Convert(JToken value, JToken like, JsonSchema schema, string? format)
    {
        if (format == "unixtime" || schema.Format == "unixtime")
        {
            var time = value.ToObject<DateTimeOffset>();
            value = (long)like >= FirstMillisecond ? time.ToUnixTimeMilliseconds() : time.ToUnixTimeSeconds();
        }

        return like.Type switch
        {
            JTokenType.String => value.ToString(),
            JTokenType.Integer when long.TryParse(value.ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            _ => value,
        };
    }

    private static bool IsBlank(JToken value) => value.Type == JTokenType.String && string.IsNullOrWhiteSpace((string?)value);
}
