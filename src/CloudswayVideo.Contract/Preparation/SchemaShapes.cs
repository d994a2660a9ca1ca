namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Gives the schemas of a contract the few shapes that the generator can print: every class and every enum is a
/// component, inherited fields are copied, and unsupported formats are removed.
/// </summary>
internal sealed class SchemaShapes
{
    // The C# type of another format, such as Uri or Guid, cannot hold every value that a service sends.
    internal static readonly string[] Formats =
        "int32 int64 float double decimal date-time date duration time unixtime id".Split(' ');

    // Keywords about one use of a schema, which stay where it is used.
    private static readonly string[] KeywordsOfUse =
        "description nullable deprecated default example".Split(' ');

    private readonly JObject _schemas;
    private readonly HashSet<string> _shaped = [];

    public SchemaShapes(JObject document)
    {
        // Only if missing: Json.NET copies a token that already has a parent.
        document["components"] ??= new JObject();
        document["components"]!["schemas"] ??= new JObject();
        _schemas = (JObject)document["components"]!["schemas"]!;
        foreach (var (name, _) in _schemas.Members())
        {
            Shape(name);
        }
    }

    /// <summary>Gives a schema its shape where it is used.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="name">What to call it, if it becomes a component.</param>
    /// <returns>The schema, or a reference to the component that it has become.</returns>
    public JObject Use(JToken schema, string name)
    {
        var use = (JObject)schema;
        if (Json.SchemaName(use) is not null)
        {
            return use;
        }

        var shape = Flat(use, []);
        Simplify(shape);
        if (shape["properties"] is null && shape["enum"] is null)
        {
            ShapeParts(shape, name);
            return shape;
        }

        var component = CSharpName.Unique(
            name,
            _schemas.Members().Select(member => member.Name).ToHashSet()
        );
        var around = new JObject { ["allOf"] = new JArray(Json.Reference(component)) };
        foreach (var (keyword, value) in shape.Members())
        {
            if (KeywordsOfUse.Contains(keyword) || IsMarkOfUse(keyword))
            {
                around[keyword] = value;
            }

            if (IsMarkOfUse(keyword))
            {
                shape.Remove(keyword);
            }
        }

        _schemas[component] = shape;
        Shape(component);
        return around;
    }

    private static bool IsMarkOfUse(string keyword) =>
        keyword.StartsWith("x-", StringComparison.Ordinal)
        && keyword is not ("x-phases" or "x-reasons" or "x-enumNames");

    private void Shape(string name)
    {
        if (!_shaped.Add(name))
        {
            return;
        }

        _schemas[name] = Flat((JObject)_schemas[name]!, [name]);
        var schema = (JObject)_schemas[name]!;
        Simplify(schema);
        ShapeParts(schema, CSharpName.Member(name));
    }

    private void ShapeParts(JObject schema, string name)
    {
        foreach (var (field, value) in schema["properties"].Members())
        {
            // OpenAPI ignores everything beside a reference, so marks need an "allOf".
            schema["properties"]![field] = value["$ref"] is null
                ? Use(value, name + CSharpName.Member(field))
                : new JObject { ["allOf"] = new JArray(value.DeepClone()) };
        }

        if (schema["items"] is JObject items)
        {
            schema["items"] = Use(items, name + "Item");
        }

        if (schema["additionalProperties"] is JObject values)
        {
            schema["additionalProperties"] = Use(values, name + "Value");
        }
    }

    // A union has the type of its first branch; the generator would name a class that is missing.
    private static JObject FirstOf(JObject schema)
    {
        foreach (var keyword in new[] { "oneOf", "anyOf" })
        {
            if (schema[keyword] is JArray { Count: > 0 } branches)
            {
                schema.Remove(keyword);
                schema["allOf"] = new JArray((schema["allOf"] ?? new JArray()).Append(branches[0]));
            }
        }

        return schema;
    }

    /// <summary>A schema with its inherited keywords copied into it; the later part wins.</summary>
    private JObject Flat(JObject schema, HashSet<string> above)
    {
        if (
            FirstOf(schema)["allOf"] is not JArray parts
            || Json.SchemaName(schema) is not null && above.Count == 0
        )
        {
            return schema;
        }

        var flat = new JObject();
        foreach (var part in parts)
        {
            var name = Json.SchemaName(part);
            if (name is null || above.Add(name))
            {
                var inherited = name is null ? (JObject)part : (JObject?)_schemas[name] ?? [];
                flat.Merge(Flat((JObject)inherited.DeepClone(), [.. above, ""]), Merging);
            }
        }

        flat.Merge(new JObject(schema.Properties().Where(one => one.Name != "allOf")), Merging);
        return flat;
    }

    private static readonly JsonMergeSettings Merging = new()
    {
        MergeArrayHandling = MergeArrayHandling.Union,
    };

    private static void Simplify(JObject schema)
    {
        new[] { schema["x-phases"], schema["x-reasons"] }
            .SelectMany(Tokens.Fields)
            .Where(meaning => meaning.Value is JArray { Count: 0 })
            .ToList()
            .ForEach(meaning => meaning.Remove());

        // C# has no open type of these: each value is one of the few, and the mock checks them.
        if (schema["type"].Text() is "number" or "boolean")
        {
            schema.Remove("enum");
        }

        // A boolean, such as "done", can have phases; its values are then strings.
        if (schema["x-phases"] is not null && schema["enum"] is null)
        {
            schema["enum"] = new JArray(
                schema["x-phases"]
                    .Members()
                    .SelectMany(phase => phase.Value)
                    .Where(value => value.Type != JTokenType.Null)
                    .Select(Words.Text)
            );
            schema["type"] = "string";
        }

        if (schema["format"].Text() is { } format && !Formats.Contains(format))
        {
            schema.Remove("format");
        }
    }
}
