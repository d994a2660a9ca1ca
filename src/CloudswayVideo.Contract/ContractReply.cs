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
    private const string Mark = "x-task-value";

    private readonly Dictionary<string, IReadOnlyList<ValuePlace>> _places;

    internal ContractReply(OpenApiMediaType? mediaType, string contentType = "")
    {
        ContentType = contentType;
        Schema = mediaType?.Schema;
        Examples = ExamplesOf(mediaType);
        _places = Examples.ToDictionary(
            example => example.Key,
            example =>
                (IReadOnlyList<ValuePlace>)(
                    Schema is null ? [] : [.. Places(example.Value, Schema, null)]
                )
        );
    }

    /// <summary>The media type, such as "application/json"; blank if there is no body.</summary>
    public string ContentType { get; }

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

    /// <summary>The property that tells how a job stands, at any depth, and where its meanings are written.</summary>
    /// <returns>The property; null if none is marked and has x-phases.</returns>
    public (JsonSchema Property, IDictionary<string, object> Phases)? Status() =>
        Schema is null
            ? null
            : Properties(Schema, [])
                .Where(property => ContractExtension.Of(property.ExtensionData, Mark) == "status")
                .Select(property => ((JsonSchema)property, PhasesOf(property)))
                .Where(status => status.Item2 is not null)
                .Select(status =>
                    ((JsonSchema, IDictionary<string, object>)?)(status.Item1, status.Item2!)
                )
                .FirstOrDefault();

    private static IDictionary<string, object>? PhasesOf(JsonSchema property) =>
        new[] { property, property.ActualTypeSchema }
            .Select(schema =>
                schema.ExtensionData?.TryGetValue("x-phases", out var phases) == true
                    ? phases as IDictionary<string, object>
                    : null
            )
            .FirstOrDefault(phases => phases is not null);

    private static IEnumerable<JsonSchemaProperty> Properties(
        JsonSchema schema,
        HashSet<JsonSchema> above
    ) =>
        above.Add(schema.ActualSchema)
            ? schema.ActualSchema.ActualProperties.Values.SelectMany(property =>
                Properties(
                        property.ActualTypeSchema.Item?.ActualTypeSchema
                            ?? property.ActualTypeSchema,
                        above
                    )
                    .Prepend(property)
            )
            : [];

    private static IEnumerable<ValuePlace> Places(
        JToken value,
        JsonSchema schema,
        string? mark,
        params object[] path
    )
    {
        switch (value)
        {
            case JObject fields:
                var properties = schema.ActualSchema.ActualProperties;
                return fields
                    .Properties()
                    .Where(field => properties.ContainsKey(field.Name))
                    .SelectMany(field =>
                    {
                        var property = properties[field.Name];
                        var canonical =
                            ContractExtension.Of(property.ExtensionData, "x-alias-of") is { } name
                            && properties.TryGetValue(name, out var named)
                                ? named
                                : property;
                        return Places(
                            field.Value,
                            property.ActualTypeSchema,
                            ContractExtension.Of(canonical.ExtensionData, Mark),
                            [.. path, field.Name]
                        );
                    });
            case JArray items when schema.ActualSchema.Item is { } item:
                return items.SelectMany(
                    (value, index) =>
                        Places(
                            value,
                            item.ActualTypeSchema,
                            mark ?? ContractExtension.Of(item.ExtensionData, Mark),
                            [.. path, index]
                        )
                );
            default:
                return mark is not null && value is JValue && !IsBlank(value)
                    ? [new ValuePlace(path, mark)]
                    : [];
        }
    }

    private static bool IsBlank(JToken value) =>
        value.Type == JTokenType.String && string.IsNullOrWhiteSpace((string?)value);
}

/// <summary>
/// A place in a reply, the path that leads there, and which value of a job belongs there.
/// </summary>
/// <param name="Path">The names of the fields, and the numbers of the items, that lead there.</param>
/// <param name="Value">The value, by its name in x-task-value.</param>
public sealed record ValuePlace(IReadOnlyList<object> Path, string Value)
{
    /// <summary>What stands at the place in a reply.</summary>
    /// <param name="reply">The reply, made from the example.</param>
    /// <returns>The value.</returns>
    // A path of Json.NET would be parsed for each reply anew.
    public JValue In(JToken reply) =>
        (JValue)Path.Aggregate(reply, (parent, step) => parent[step]!);
}
