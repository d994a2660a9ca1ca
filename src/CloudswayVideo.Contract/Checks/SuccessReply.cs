using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>The first successful reply of an operation that has a body: the one that the client reads.</summary>
internal sealed class SuccessReply(ContractTree tree, FoundOperation operation)
{
    /// <summary>The media type with its schema and its examples; null if no successful reply has a body.</summary>
    public JProperty? Content { get; } =
        ContractTree
            .Fields(operation.Fields["responses"])
            .Where(reply => reply.Name.StartsWith('2'))
            .Select(reply => tree.Content(reply.Value))
            .FirstOrDefault(content => content is not null);

    /// <summary>Whether the body is neither JSON nor text: in a file step, it is the video itself.</summary>
    public bool IsVideo => Content is { Name: var mediaType } && MediaTypes.IsBytes(mediaType);

    /// <summary>The bodies that the contract gives as examples.</summary>
    public IEnumerable<JToken> Examples =>
        ContractTree
            .Fields(Content?.Value["examples"])
            .Select(example => tree.Resolve(example.Value)?["value"])
            .Append(Content?.Value["example"])
            .OfType<JToken>();

    /// <summary>The properties that are marked with a value of x-task-value, and the names that lead to each.</summary>
    public IEnumerable<(IReadOnlyList<string> Names, JToken Schema)> Marked(string value) =>
        tree.FieldsAtAnyDepth(Content?.Value["schema"])
            .Where(one => new SchemaPlace(tree, one.Schema).Mark == value);

    /// <summary>The values that a property has in the examples; of a list, its items.</summary>
    public IEnumerable<JToken> ExampleValues(IReadOnlyList<string> names) =>
        names
            .Aggregate(
                Examples,
                (values, name) =>
                    name == "[]"
                        ? values.SelectMany(ContractTree.Items)
                        : values.Select(value => (value as JObject)?[name]).OfType<JToken>()
            )
            .SelectMany(value => value is JArray list ? list : Enumerable.Repeat(value, 1));
}
