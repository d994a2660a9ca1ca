using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>A parameter, and where it stands or is referred to.</summary>
internal sealed record FoundParameter(JToken Place, JObject Fields)
{
    public string Name => ContractTree.Text(Fields["name"]) ?? "";

    public string In => ContractTree.Text(Fields["in"]) ?? "";
}

/// <summary>An operation with the path and the parameters that hold for it.</summary>
internal sealed record FoundOperation(
    JProperty Path,
    JProperty Method,
    JObject Fields,
    IReadOnlyList<FoundParameter> Parameters
)
{
    public string Name => Id ?? $"{Method.Name.ToUpperInvariant()} {Path.Name}";

    public string? Id => ContractTree.Text(Fields["operationId"]);

    public string? Step => ContractTree.Text(Fields["x-task-step"]);

    public string? Tag => ContractTree.Text((Fields["tags"] as JArray)?.FirstOrDefault());
}

/// <summary>Finds its way in a contract that may be wrong anywhere.</summary>
internal sealed class ContractTree(JObject contract)
{
    /// <summary>The names of the operations that a path can have.</summary>
    public static IReadOnlyList<string> Methods { get; } =
    [.. Grammar.Kinds["path-item"].Where(one => one.Type == "operation").Select(one => one.Name)];

    public JObject Contract => contract;

    public IEnumerable<FoundOperation> Operations =>
        from path in Fields(contract["paths"])
        from method in Fields(Resolve(path.Value))
        where method.Value is JObject && Methods.Contains(method.Name)
        let operation = (JObject)method.Value
        select new FoundOperation(
            path,
            method,
            operation,
            [.. Parameters(path.Value["parameters"]), .. Parameters(operation["parameters"])]
        );

    public static IEnumerable<JProperty> Fields(JToken? token) =>
        (token as JObject)?.Properties() ?? [];

    /// <summary>The named members of an object, as they are now; none where there is no object.</summary>
    public static IEnumerable<(string Name, JToken Value)> Members(JToken? token) =>
        Fields(token).Select(member => (member.Name, member.Value)).ToList();

    public static JProperty? Field(JObject fields, string name) =>
        fields[name]?.Parent as JProperty;

    public static string? Text(JToken? token) =>
        token is JValue { Type: JTokenType.String } text ? (string)text! : null;

    public static bool IsTrue(JToken? token) =>
        token is JValue { Type: JTokenType.Boolean } flag && (bool)flag;

    /// <summary>The names of the components of a section.</summary>
    public IEnumerable<string> NamesIn(string? section) =>
        section is null ? [] : Fields(contract["components"]?[section]).Select(one => one.Name);

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
            if (token is not JObject fields || Text(fields["$ref"]) is not { } reference)
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

    /// <summary>The fields of an object with those of its parts.</summary>
    public IEnumerable<JProperty> Properties(JToken? schema) =>
        Parts(schema).SelectMany(part => Fields(part["properties"]));

    /// <summary>The fields at any depth with the names that lead there; "[]" stands for the items of a list.</summary>
    public IEnumerable<(IReadOnlyList<string> Names, JToken Schema)> Everything(JToken? schema) =>
        Everything(schema, [], []);

    /// <summary>The first value of a keyword in the parts of a schema.</summary>
    public JToken? Keyword(JToken? schema, string name) =>
        Parts(schema).Select(part => part[name]).FirstOrDefault(value => value is not null);

    public static IEnumerable<JToken> Items(JToken? list) => list as JArray ?? [];

    private IEnumerable<FoundParameter> Parameters(JToken? list) =>
        from item in Items(list)
        let fields = Resolve(item)
        where fields is not null
        select new FoundParameter(item, fields);

    private IEnumerable<JObject> Parts(JToken? schema, HashSet<JToken> seen)
    {
        if (schema is not JObject part || !seen.Add(part))
        {
            return [];
        }

        var inner = Text(part["$ref"]) is { } reference
            ? Parts(Find(reference), seen)
            : Items(part["allOf"]).SelectMany(one => Parts(one, seen));
        return [part, .. inner];
    }

    private IEnumerable<(IReadOnlyList<string>, JToken)> Everything(
        JToken? schema,
        IReadOnlyList<string> names,
        IReadOnlyList<JToken> within
    )
    {
        foreach (var part in Parts(schema).Where(part => !within.Contains(part)).ToList())
        {
            List<JToken> inside = [.. within, part];
            IEnumerable<(string?, JToken)> inner =
            [
                .. Fields(part["properties"]).Select(one => ((string?)one.Name, one.Value)),
                .. part["items"] is { } items
                    ? [((string?)"[]", items)]
                    : Array.Empty<(string?, JToken)>(),
                .. Items(part["oneOf"])
                    .Concat(Items(part["anyOf"]))
                    .Select(one => ((string?)null, one)),
            ];
            foreach (var (name, value) in inner)
            {
                IReadOnlyList<string> path = name is null ? names : [.. names, name];
                if (name is not null)
                {
                    yield return (path, value);
                }

                foreach (var deeper in Everything(value, path, inside))
                {
                    yield return deeper;
                }
            }
        }
    }

    /// <summary>Whether a schema is of an object or a list.</summary>
    public bool IsNested(JToken branch) =>
        Parts(branch)
            .Any(part =>
                part["properties"] is not null
                || part["items"] is not null
                || ContractTree.Text(part["type"]) is "object" or "array"
            );

    /// <summary>The schema that a part of "allOf" belongs to: it may require what another part declares.</summary>
    public static JObject Whole(JObject schema)
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
