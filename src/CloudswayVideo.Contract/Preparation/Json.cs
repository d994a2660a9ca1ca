using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Preparation;

/// <summary>Reads the parts of an OpenAPI document.</summary>
internal static class Json
{
    private const string SchemaPrefix = "#/components/schemas/";

    /// <summary>The named members of an object; none where there is no object.</summary>
    public static IEnumerable<(string Name, JToken Value)> Members(JToken? token) =>
        (token as JObject)?.Properties().Select(member => (member.Name, member.Value)).ToList()
        ?? [];

    public static string? Text(JToken? token) =>
        token is JValue { Value: { } value } ? value.ToString() : null;

    public static bool IsTrue(JToken? token) => token is JValue { Value: true };

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

    /// <summary>What a reference leads to, or the part itself.</summary>
    public static JObject Resolve(JObject document, JToken part)
    {
        for (var depth = 0; Text(part["$ref"]) is { } reference && depth < 32; depth++)
        {
            part =
                reference
                    .TrimStart('#', '/')
                    .Split('/')
                    .Select(name => name.Replace("~1", "/", StringComparison.Ordinal))
                    .Aggregate<string, JToken?>(document, (place, name) => place?[name])
                ?? throw new ContractException(
                    $"The reference {reference} leads nowhere. Name a part under components."
                );
        }

        return part as JObject
            ?? throw new ContractException($"{part.Path} is no object. Write it as named values.");
    }
}
