namespace CloudswayVideo.Contract.Preparation;

/// <summary>Reads and writes references to schemas.</summary>
internal static class Json
{
    private const string SchemaPrefix = "#/components/schemas/";

    /// <summary>The name of the schema that a reference leads to, also within "allOf"; else null.</summary>
    public static string? SchemaName(JToken? schema) =>
        schema?["$ref"].Text() is { } reference
            ? reference.StartsWith(SchemaPrefix, StringComparison.Ordinal)
                ? reference[SchemaPrefix.Length..]
                : null
            : schema?["properties"] is null && schema?["allOf"] is JArray { Count: 1 } one
                ? SchemaName(one[0])
                : null;

    /// <summary>The schema of a request body or a reply, once it is shaped.</summary>
    public static JToken? BodyOf(JToken? owner) =>
        owner?["content"]?["application/json"]?["schema"];

    public static JObject Reference(string name) => new() { ["$ref"] = SchemaPrefix + name };
}
