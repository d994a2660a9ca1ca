using NJsonSchema;
using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>
/// A documented reply of an operation with one status code: its schema, its examples, and the places of the values of
/// a job in these.
/// </summary>
public sealed class ContractReply
{
    private readonly ContractTree _tree;
    private readonly JToken? _schema;
    private readonly Dictionary<string, IReadOnlyList<ValuePlace>> _places;

    internal ContractReply(ContractTree tree, JProperty? content, OpenApiMediaType? mediaType)
    {
        _tree = tree;
        _schema = content?.Value["schema"];
        ContentType = content?.Name ?? "";
        Schema = mediaType?.Schema;
        Examples = tree.CopiedExamples(content);
        _places = Examples.ToDictionary(
            example => example.Key,
            example =>
                (IReadOnlyList<ValuePlace>)
                    [
                        .. new SchemaPlace(tree, _schema)
                            .Values(example.Value)
                            .Where(one => one.Place?.Mark is not null && IsSingle(one.Value))
                            .Select(one => new ValuePlace(one.Path, one.Place!.Mark!)),
                    ]
        );
    }

    /// <summary>The media type, such as "application/json"; empty if there is no body.</summary>
    public string ContentType { get; }

    /// <summary>The schema of the body; null if there is none.</summary>
    public JsonSchema? Schema { get; }

    /// <summary>The documented bodies, by name.</summary>
    public IReadOnlyDictionary<string, JToken> Examples { get; }

    /// <summary>The places of the values of a job in an example, without those that are empty there.</summary>
    /// <param name="example">The name of the example.</param>
    /// <returns>The places.</returns>
    public IReadOnlyList<ValuePlace> PlacesOf(string example) => _places[example];

    /// <summary>The values of the property that is the status of a job, and their meanings.</summary>
    /// <returns>Its enum, which may be empty, and its x-phases; null if no marked property has x-phases.</returns>
    public (IReadOnlyList<JToken> Values, JObject Phases)? Status() =>
        _tree
            .FieldsAtAnyDepth(_schema)
            .Select(property => new SchemaPlace(_tree, property.Schema))
            .Where(property => property.Mark == "status")
            .Select(property =>
                property.Keyword("x-phases") is JObject phases
                    ? ([.. property.Keyword("enum").Items()], phases)
                    : ((IReadOnlyList<JToken>, JObject)?)null
            )
            .FirstOrDefault(status => status is not null);

    private static bool IsSingle(JToken value) =>
        value is JValue { Value: not string } || !string.IsNullOrWhiteSpace(value.Text());
}

/// <summary>
/// A place in a reply that holds a value of a job.
/// </summary>
/// <param name="Path">The names of the fields and the indexes of the items that lead there.</param>
/// <param name="Value">Which value it is, as in x-task-value.</param>
public sealed record ValuePlace(IReadOnlyList<object> Path, string Value)
{
    /// <summary>Finds the value in a reply.</summary>
    /// <param name="reply">The reply, made from the example.</param>
    /// <returns>The value.</returns>
    // Json.NET would parse a text path again for each reply.
    public JValue In(JToken reply) =>
        (JValue)Path.Aggregate(reply, (parent, step) => parent[step]!);
}
