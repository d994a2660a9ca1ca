using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>
/// What an operation answers with one status code: the schema, the examples, and where in these the values of a job
/// are.
/// </summary>
public sealed class ContractReply
{
    private readonly Dictionary<string, IReadOnlyList<ValuePlace>> _places;

    internal ContractReply(OpenApiMediaType? mediaType)
    {
        Schema = mediaType?.Schema;
        Examples = ExamplesOf(mediaType);
        _places = Examples.ToDictionary(
            example => example.Key,
            example =>
                (IReadOnlyList<ValuePlace>)(
                    example.Value is JObject fields && Schema is not null
                        ? [.. Places(fields, Schema)]
                        : []
                )
        );
    }

    /// <summary>What the body must keep to; null if there is none.</summary>
    public JsonSchema? Schema { get; }

    /// <summary>The documented bodies, by name.</summary>
    public IReadOnlyDictionary<string, JToken> Examples { get; }

    /// <summary>Where the values of a job are in an example; what is blank there stays blank.</summary>
    /// <param name="example">The name of the example.</param>
    /// <returns>The places.</returns>
    public IReadOnlyList<ValuePlace> PlacesOf(string example) => _places[example];

    /// <summary>The examples by name; the single one of a contract that does not name it is "example".</summary>
    internal static IReadOnlyDictionary<string, JToken> ExamplesOf(OpenApiMediaType? mediaType) =>
        mediaType?.Examples.Count > 0
            ? mediaType.Examples.ToDictionary(
                example => example.Key,
                example => JToken.FromObject(example.Value.ActualExample.Value)
            )
        : mediaType?.Example is { } single
            ? new Dictionary<string, JToken> { ["example"] = JToken.FromObject(single) }
        : new Dictionary<string, JToken>();

    private static IEnumerable<ValuePlace> Places(
        JObject fields,
        JsonSchema schema,
        params string[] wrappers
    )
    {
        var properties = schema.ActualSchema.ActualProperties;
        foreach (
            var field in fields.Properties().Where(field => properties.ContainsKey(field.Name))
        )
        {
            var property = properties[field.Name];
            var canonical = ContractExtension.Of(property.ExtensionData, "x-alias-of") is { } name
                ? properties[name]
                : property;
            if (
                field.Value is JObject wrapped
                && ContractExtension.Of(property.ExtensionData, "x-envelope") is not null
            )
            {
                foreach (
                    var place in Places(
                        wrapped,
                        property.ActualTypeSchema,
                        [.. wrappers, field.Name]
                    )
                )
                {
                    yield return place;
                }
            }
            else if (
                ContractExtension.Of(canonical.ExtensionData, "x-task-value") is { } value
                && field.Value is JValue
                && !IsBlank(field.Value)
            )
            {
                yield return new ValuePlace([.. wrappers, field.Name], value);
            }
        }
    }

    private static bool IsBlank(JToken value) =>
        value.Type == JTokenType.String && string.IsNullOrWhiteSpace((string?)value);
}

/// <summary>
/// A place in a reply, the names of the fields that lead there, and which value of a job belongs there.
/// </summary>
/// <param name="Names">The names of the fields that lead there.</param>
/// <param name="Value">The value, by its name in x-task-value.</param>
public sealed record ValuePlace(IReadOnlyList<string> Names, string Value)
{
    /// <summary>What stands at the place in a reply.</summary>
    /// <param name="reply">The reply, made from the example.</param>
    /// <returns>The value.</returns>
    // A path of Json.NET would be parsed for each reply anew.
    public JValue In(JToken reply) =>
        (JValue)Names.Aggregate(reply, (parent, name) => parent[name]!);
}
