using System.Text.Json;
using System.Text.Json.Nodes;
using Newtonsoft.Json;

namespace CloudswayVideo.Transport.Json;

/// <summary>
/// Writes values of System.Text.Json as the JSON that they hold. An application may take them from its own requests,
/// and Newtonsoft would write their C# properties, such as "ValueKind".
/// </summary>
internal sealed class OtherJsonConverter : JsonConverter
{
    public override bool CanRead => false;

    public static bool IsFor(Type type) =>
        type == typeof(JsonElement)
        || type == typeof(JsonDocument)
        || type.IsAssignableTo(typeof(JsonNode));

    public override bool CanConvert(Type objectType) => IsFor(objectType);

    public override void WriteJson(
        JsonWriter writer,
        object? value,
        Newtonsoft.Json.JsonSerializer serializer
    )
    {
        using var text = new StringReader(System.Text.Json.JsonSerializer.Serialize(value));
        using var reader = new JsonTextReader(text) { DateParseHandling = DateParseHandling.None };
        writer.WriteToken(reader);
    }

    public override object? ReadJson(
        JsonReader reader,
        Type objectType,
        object? existingValue,
        Newtonsoft.Json.JsonSerializer serializer
    ) => throw new NotSupportedException();
}
