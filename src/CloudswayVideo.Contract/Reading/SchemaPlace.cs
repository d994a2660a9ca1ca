namespace CloudswayVideo.Contract.Reading;

/// <summary>A place in a body, and everything that the contract says of it, branches of unions included.</summary>
internal sealed class SchemaPlace
{
    private readonly ContractTree _tree;
    private readonly IReadOnlyList<JObject> _parts;
    private readonly SchemaPlace? _marked;

    /// <param name="tree">The contract.</param>
    /// <param name="schema">The schema of the place; null if the contract has none.</param>
    /// <param name="marked">The place whose mark counts here too: the list, or the field of another spelling.</param>
    public SchemaPlace(ContractTree tree, JToken? schema, SchemaPlace? marked = null)
    {
        _tree = tree;
        _marked = marked;
        _parts = [.. Branches(schema)];
    }

    /// <summary>Which value of a job this is (x-task-value); null if it is none.</summary>
    public string? Mark => Keyword("x-task-value").Text() ?? _marked?.Mark;

    /// <summary>The part that lists the fields; null if none does, so that any field is allowed.</summary>
    public JObject? Fields => Owner("properties");

    /// <summary>Whether fields are allowed that are not listed.</summary>
    public bool IsOpen =>
        Fields is null
        || _parts.Any(part => part["additionalProperties"] is JObject or JValue { Value: true });

    public SchemaPlace? Item =>
        Keyword("items") is { } items ? new SchemaPlace(_tree, items, marked: this) : null;

    /// <summary>The JSON types that are allowed; empty if any type is.</summary>
    public IReadOnlyList<string> Types =>
        [.. TypedParts.Select(part => part["type"].Text()!).Distinct()];

    public bool IsNullable => _parts.Any(part => part["nullable"].IsTrue());

    /// <summary>The parts that name a type.</summary>
    public IEnumerable<JObject> TypedParts => _parts.Where(part => part["type"].Text() is not null);

    public JToken? Keyword(string name) => Owner(name)?[name];

    /// <summary>The first part that has a keyword.</summary>
    public JObject? Owner(string keyword) =>
        _parts.FirstOrDefault(part => part.ContainsKey(keyword));

    /// <summary>Whether a field is listed by its name.</summary>
    public bool Lists(string name) => Listed(name) is not null;

    public SchemaPlace? Field(string name) =>
        Listed(name) is { } schema
            ? new SchemaPlace(
                _tree,
                schema,
                schema["x-alias-of"].Text() is { } alias && alias != name ? Field(alias) : null
            )
        : _parts.Select(part => part["additionalProperties"]).OfType<JObject>().FirstOrDefault()
            is { } other
            ? new SchemaPlace(_tree, other)
        : null;

    /// <summary>Whether the contract names a value: in "enum", "x-phases", "x-reasons" or "x-absent".</summary>
    public bool IsListed(JValue value) => IsIn(Keyword("enum"), value) || HasMeaning(value);

    /// <summary>Whether a value is in "enum"; also true if there is no "enum", or only one of another type.</summary>
    public bool IsInEnum(JValue value) =>
        Keyword("enum") is not JArray all
        || all.All(one => one.Type != value.Type)
        || all.Any(one => JToken.DeepEquals(one, value));

    /// <summary>Whether "x-phases", "x-reasons" or "x-absent" says what a value means; case is ignored.</summary>
    public bool HasMeaning(JValue value) =>
        IsIn(Keyword("x-absent"), value) || Meanings.Any(meaning => IsIn(meaning.Value, value));

    /// <summary>Whether a code means success: one of "x-call-status", or zero if the contract has none.</summary>
    public bool IsSuccess(JValue value) =>
        Keyword("x-call-status") is { } successes
            ? IsIn(successes, value)
            : Words.Text(value) == "0";

    /// <summary>The first part whose keyword lists a name.</summary>
    public JObject? Owner(string keyword, string name) =>
        _parts.FirstOrDefault(part => part[keyword].Items().Any(one => one.Text() == name));

    /// <summary>
    /// The place at the end of some steps, "[*]" for the items of a list; null if the contract has no such place.
    /// </summary>
    public SchemaPlace? At(IEnumerable<string> steps) =>
        steps.Aggregate(
            (SchemaPlace?)this,
            (place, step) => step == "[*]" ? place?.Item : place?.Field(step)
        );

    /// <summary>The values in a body, objects included, each with its place and the steps that lead there.</summary>
    public IEnumerable<(JToken Value, SchemaPlace? Place, IReadOnlyList<object> Path)> Values(
        JToken body
    ) => Values(body, this, []);

    private static IEnumerable<(JToken, SchemaPlace?, IReadOnlyList<object>)> Values(
        JToken value,
        SchemaPlace? place,
        IReadOnlyList<object> path
    ) =>
        value switch
        {
            JObject fields => fields
                .Properties()
                .SelectMany(one => Values(one.Value, place?.Field(one.Name), [.. path, one.Name]))
                .Prepend((value, place, path)),
            JArray items => items.SelectMany(
                (item, index) => Values(item, place?.Item, [.. path, index])
            ),
            _ => [(value, place, path)],
        };

    private JObject? Listed(string name) =>
        _parts
            .Select(part => (part["properties"] as JObject)?[name])
            .OfType<JObject>()
            .FirstOrDefault();

    private IEnumerable<JProperty> Meanings =>
        Keyword("x-phases").Fields().Concat(Keyword("x-reasons").Fields());

    /// <summary>Whether a value is in a list, or is the only one; case is ignored.</summary>
    public static bool IsIn(JToken? values, JToken value) =>
        (
            values is JArray all ? all
            : values is null ? []
            : [values]
        ).Any(one => Words.Text(one).Equals(Words.Text(value), StringComparison.OrdinalIgnoreCase));

    private IEnumerable<JObject> Branches(JToken? schema) =>
        _tree
            .Parts(schema)
            .SelectMany(part => ContractTree.Branches(part).SelectMany(Branches).Prepend(part));
}
