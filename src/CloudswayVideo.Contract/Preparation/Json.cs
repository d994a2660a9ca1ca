namespace CloudswayVideo.Contract.Preparation;

/// <summary>Reads and writes references to schemas.</summary>
internal static class Json
{
    private const string SchemaPrefix = "#/components/schemas/";

    public static string? Text(JToken? token) =>
        token is JValue { Value: { } value } ? value.ToString() : null;

    /// <summary>The name of the schema that a reference leads to, also within "allOf"; else null.</summary>
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
