using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Preparation;

/// <summary>Reads the parts of an OpenAPI document.</summary>
internal static class Json
{
    private const string SchemaPrefix = "#/components/schemas/";

    public static string? Text(JToken? token) =>
        token is JValue { Value: { } value } ? value.ToString() : null;

    /// <summary>The schema's name where a schema is a reference, also one with a description around it.</summary>
    public static string? SchemaName(JToken? schema) =>
        Text(schema?["$ref"]) is { } reference
            ? reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
                ? reference[SchemaPrefix.Length..]
                : null
            : schema?["properties"] is null && schema?["allOf"] is JArray { Count: 1 } one
                ? SchemaName(one[0])
                : null;

    public static JObject Reference(string name) => new() { ["$ref"] = SchemaPrefix + name };
}
