namespace CloudswayVideo.Contract.Checks;

/// <summary>The first successful reply of an operation that has a body: the one that the client reads.</summary>
internal sealed class SuccessReply(ContractTree tree, FoundOperation operation)
{
    /// <summary>The media type with its schema and its examples; null if no successful reply has a body.</summary>
    public JProperty? Content { get; } =
        operation
            .Fields["responses"]
            .Fields()
            .Where(reply => reply.Name.StartsWith('2'))
            .Select(reply => tree.Content(reply.Value))
            .FirstOrDefault(content => content is not null);

    /// <summary>Whether the body is neither JSON nor text: in a file step, it is the video itself.</summary>
    public bool IsVideo => Content is { Name: var mediaType } && MediaTypes.IsBytes(mediaType);

    /// <summary>The bodies that the contract gives as examples.</summary>
    public IEnumerable<JToken> Examples => tree.Examples(Content?.Value).Select(one => one.Value);

    /// <summary>The schemas of the properties that are marked with a value of x-task-value.</summary>
    public IEnumerable<JToken> Marked(string value) =>
        tree.FieldsAtAnyDepth(Content?.Value["schema"])
            .Select(one => one.Schema)
            .Where(schema => new SchemaPlace(tree, schema).Mark == value);

    /// <summary>What the examples have in such properties; of a list, its items.</summary>
    public IEnumerable<JToken> Values(string value) =>
        Examples
            .SelectMany(new SchemaPlace(tree, Content?.Value["schema"]).Values)
            .Where(one => one.Place?.Mark == value)
            .Select(one => one.Value);
}
