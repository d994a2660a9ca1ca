using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>A place in a body, and all that the contract's text says of it, branches of unions included.</summary>
internal sealed class WirePlace
{
    private readonly ContractTree _tree;
    private readonly IReadOnlyList<JObject> _parts;
    private readonly WirePlace? _canonical;

    public WirePlace(ContractTree tree, JToken? schema, WirePlace? canonical = null)
    {
        _tree = tree;
        _canonical = canonical;
        _parts = [.. Branches(schema)];
    }

    /// <summary>Which value of a job stands here; that of the field which this is another spelling of, too.</summary>
    public string? Mark => ContractTree.Text(Keyword("x-task-value")) ?? _canonical?.Mark;

    /// <summary>The part that lists the fields; null where none are listed, so that any may stand here.</summary>
    public JObject? Fields => Owner("properties");

    /// <summary>Whether fields beside those that are listed are expressly allowed.</summary>
    public bool IsOpen =>
        Fields is null
        || _parts.Any(part => part["additionalProperties"] is JObject or JValue { Value: true });

    public WirePlace? Item => Keyword("items") is { } items ? new WirePlace(_tree, items) : null;

    /// <summary>The JSON types that are allowed; none where any is.</summary>
    public IReadOnlyList<string> Types =>
        [.. Typed.Select(part => ContractTree.Text(part["type"])!).Distinct()];

    public bool IsNullable => _parts.Any(part => ContractTree.IsTrue(part["nullable"]));

    /// <summary>The parts that name a type.</summary>
    public IEnumerable<JObject> Typed =>
        _parts.Where(part => ContractTree.Text(part["type"]) is not null);

    public JToken? Keyword(string name) => Owner(name)?[name];

    /// <summary>The first part that has a keyword.</summary>
    public JObject? Owner(string keyword) =>
        _parts.FirstOrDefault(part => part.ContainsKey(keyword));

    public WirePlace? Field(string name)
    {
        var owner = _parts.FirstOrDefault(part => part["properties"]?[name] is not null);
        var schema = owner?["properties"]![name];
        if (schema is null)
        {
            return
                _parts
                    .Select(part => part["additionalProperties"])
                    .FirstOrDefault(one => one is JObject)
                    is { } other
                ? new WirePlace(_tree, other)
                : null;
        }

        return new WirePlace(
            _tree,
            schema,
            ContractTree.Text(schema["x-alias-of"]) is { } alias && alias != name
                ? Field(alias)
                : null
        );
    }

    /// <summary>Whether the contract lists a value: in "enum", "x-phases" or "x-reasons", or as absent.</summary>
    public bool Lists(JValue value) => IsIn(Keyword("enum"), value) || Means(value);

    /// <summary>Whether a value is in "enum"; true where there is none, or only of another type.</summary>
    public bool IsInEnum(JValue value) =>
        Keyword("enum") is not JArray all
        || all.All(one => one.Type != value.Type)
        || all.Any(one => JToken.DeepEquals(one, value));

    /// <summary>Whether the contract says what a value means to a program, in any case.</summary>
    public bool Means(JValue value) =>
        IsIn(Keyword("x-absent"), value) || Meanings.Any(meaning => IsIn(meaning.Value, value));

    /// <summary>Whether a code means success: as the contract lists it, or zero where it lists nothing.</summary>
    public bool IsSuccess(JValue value) =>
        Keyword("x-call-status") is { } successes
            ? IsIn(successes, value)
            : Words.Text(value) == "0";

    /// <summary>The first part in which a keyword lists a name.</summary>
    public JObject? Owner(string keyword, string name) =>
        _parts.FirstOrDefault(part =>
            ContractTree.Items(part[keyword]).Any(one => ContractTree.Text(one) == name)
        );

    /// <summary>
    /// The place that some steps lead to, "[*]" to the items of a list; null if the contract has none such.
    /// </summary>
    public WirePlace? At(IEnumerable<string> steps) =>
        steps.Aggregate(
            (WirePlace?)this,
            (place, step) => step == "[*]" ? place?.Item : place?.Field(step)
        );

    private IEnumerable<JProperty> Meanings =>
        ContractTree.Fields(Keyword("x-phases")).Concat(ContractTree.Fields(Keyword("x-reasons")));

    private static bool IsIn(JToken? values, JValue value) =>
        (
            values is JArray all ? all
            : values is null ? []
            : [values]
        ).Any(one => Words.Text(one).Equals(Words.Text(value), StringComparison.OrdinalIgnoreCase));

    private IEnumerable<JObject> Branches(JToken? schema) =>
        _tree
            .Parts(schema)
            .SelectMany(part =>
                ContractTree
                    .Items(part["oneOf"])
                    .Concat(ContractTree.Items(part["anyOf"]))
                    .SelectMany(Branches)
                    .Prepend(part)
            );
}
