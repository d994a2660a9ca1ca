namespace CloudswayVideo.Contract.Reading;

/// <summary>Reads the parts of a contract, any of which may be wrong or missing.</summary>
internal sealed class ContractTree(JObject contract)
{
    private static readonly string[] OwnersOfServers = ["$", "$.paths.*", "$.paths.*.*"];

    /// <summary>The HTTP methods, as a path names its operations.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [.. Grammar.Kinds["path-item"].Where(one => one.Type == "operation").Select(one => one.Name)];

    public JObject Contract => contract;

    public JObject? Components => contract["components"] as JObject;

    /// <summary>The URLs of all servers; that of the contract's first server comes first.</summary>
    public IEnumerable<JToken> ServerUrls =>
        OwnersOfServers.SelectMany(owner => contract.SelectTokens($"{owner}.servers[*].url"));

    public IEnumerable<FoundOperation> Operations =>
        from path in contract["paths"].Fields()
        from method in Resolve(path.Value).Fields()
        where method.Value is JObject && Methods.Contains(method.Name)
        let operation = (JObject)method.Value
        let found = new FoundOperation(
            path,
            method,
            operation,
            [.. Parameters(path.Value["parameters"]), .. Parameters(operation["parameters"])]
        )
        select found.IsQuestion
            ? found with
            {
                BodyFields = [.. FoundParameter.OfBody(this, operation)],
            }
            : found;

    /// <summary>The names of the components of a section.</summary>
    public IEnumerable<string> NamesIn(string? section) =>
        section is null ? [] : (Components?[section]).Fields().Select(one => one.Name);

    /// <summary>The first media type of a request body or a reply, which is the one that is sent and read.</summary>
    public JProperty? Content(JToken? body) =>
        (Resolve(body)?["content"]).Fields().FirstOrDefault(one => one.Value is JObject);

    /// <summary>The examples of a media type, by name; one without a name is called "example".</summary>
    public IEnumerable<(string Name, JToken Value)> Examples(JToken? content)
    {
        var named = (content?["examples"])
            .Fields()
            .Select(one => (one.Name, Resolve(one.Value)?["value"]));
        foreach (var (name, value) in named.Append(("example", content?["example"])))
        {
            if (value is not null)
            {
                yield return (name, value);
            }
        }
    }

    /// <summary>The same as copies, whose paths begin at the body and not at the contract.</summary>
    public IReadOnlyDictionary<string, JToken> CopiedExamples(JProperty? content) =>
        Examples(content?.Value)
            .DistinctBy(one => one.Name)
            .ToDictionary(one => one.Name, one => one.Value.DeepClone());

    /// <summary>What a reference leads to; null if there is no such place.</summary>
    public JToken? Find(string reference) =>
        reference == "#" ? contract
        : !reference.StartsWith("#/", StringComparison.Ordinal) ? null
        : reference[2..]
            .Split('/')
            .Select(name =>
                Uri.UnescapeDataString(name)
                    .Replace("~1", "/", StringComparison.Ordinal)
                    .Replace("~0", "~", StringComparison.Ordinal)
            )
            .Aggregate(
                (JToken?)contract,
                (within, name) =>
                    within switch
                    {
                        JObject fields => fields[name],
                        JArray list when int.TryParse(name, out var index) =>
                            list.ElementAtOrDefault(index),
                        _ => null,
                    }
            );

    /// <summary>The object itself, or the one that it refers to.</summary>
    public JObject? Resolve(JToken? token)
    {
        for (var steps = 0; steps < 50; steps++)
        {
            if (token is not JObject fields || fields["$ref"].Text() is not { } reference)
            {
                return token as JObject;
            }

            token = Find(reference);
        }

        return null;
    }

    public bool IsEndless(string reference) =>
        Find(reference) is JObject found && Resolve(found) is null && found.ContainsKey("$ref");

    /// <summary>The parts that a schema is made of: itself, what it refers to, and all of "allOf".</summary>
    public IEnumerable<JObject> Parts(JToken? schema) => Parts(schema, []);

    /// <summary>The fields of an object, inherited ones included.</summary>
    public IEnumerable<JProperty> Properties(JToken? schema) =>
        Parts(schema).SelectMany(part => part["properties"].Fields());

    /// <summary>The fields at any depth with the names that lead there; "[]" is an item of a list.</summary>
    public IEnumerable<(IReadOnlyList<string> Names, JToken Schema)> FieldsAtAnyDepth(
        JToken? schema
    ) => FieldsAtAnyDepth(schema, [], []);

    /// <summary>The first value of a keyword in the parts of a schema.</summary>
    public JToken? Keyword(JToken? schema, string name) =>
        Parts(schema).Select(part => part[name]).FirstOrDefault(value => value is not null);

    private IEnumerable<FoundParameter> Parameters(JToken? list) =>
        from item in list.Items()
        let fields = Resolve(item)
        where fields is not null
        select new FoundParameter(item, fields);

    private IEnumerable<JObject> Parts(JToken? schema, HashSet<JToken> seen)
    {
        if (schema is not JObject part || !seen.Add(part))
        {
            return [];
        }

        var inner = part["$ref"].Text() is { } reference
            ? Parts(Find(reference), seen)
            : part["allOf"].Items().SelectMany(one => Parts(one, seen));
        return [part, .. inner];
    }

    private IEnumerable<(IReadOnlyList<string>, JToken)> FieldsAtAnyDepth(
        JToken? schema,
        IReadOnlyList<string> names,
        IReadOnlyList<JToken> within
    )
    {
        foreach (var part in Parts(schema).Where(part => !within.Contains(part)).ToList())
        {
            IReadOnlyList<JToken> inside = [.. within, part];
            foreach (var (name, value) in part["properties"].Members().Concat(ItemOf(part)))
            {
                IReadOnlyList<string> path = [.. names, name];
                yield return (path, value);
                foreach (var deeper in FieldsAtAnyDepth(value, path, inside))
                {
                    yield return deeper;
                }
            }

            foreach (
                var deeper in Branches(part).SelectMany(one => FieldsAtAnyDepth(one, names, inside))
            )
            {
                yield return deeper;
            }
        }
    }

    private static IEnumerable<(string, JToken)> ItemOf(JObject schema) =>
        schema["items"] is { } item ? [("[]", item)] : [];

    /// <summary>Collects a schema, and every schema that is needed to describe a value of it.</summary>
    public void Collect(JToken? schema, HashSet<JObject> found)
    {
        foreach (var part in Parts(schema).Where(found.Add))
        {
            part["properties"]
                .Fields()
                .Select(field => field.Value)
                .Concat(Branches(part))
                .Append(part["items"])
                .Append(part["additionalProperties"])
                .ToList()
                .ForEach(inner => Collect(inner, found));
        }
    }

    /// <summary>The branches of a union.</summary>
    public static IEnumerable<JToken> Branches(JObject schema) =>
        schema["oneOf"].Items().Concat(schema["anyOf"].Items());

    /// <summary>Whether a schema describes an object.</summary>
    public bool IsObject(JToken? schema) =>
        Keyword(schema, "properties") is not null || Keyword(schema, "type").Text() == "object";

    /// <summary>Whether a schema describes an object or a list.</summary>
    public bool IsNested(JToken schema) =>
        IsObject(schema)
        || Keyword(schema, "items") is not null
        || Keyword(schema, "type").Text() == "array";

    /// <summary>The schema that a part of "allOf", "oneOf" or "anyOf" belongs to; else the schema itself.</summary>
    public static JObject SchemaAround(JObject schema)
    {
        while (
            schema.Parent
                is JArray { Parent: JProperty { Name: "allOf" or "oneOf" or "anyOf" } list }
        )
        {
            schema = (JObject)list.Parent!;
        }

        return schema;
    }
}
