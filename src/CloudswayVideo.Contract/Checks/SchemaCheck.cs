namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the keywords of a schema do not contradict each other.</summary>
internal sealed partial class SchemaCheck(ContractTree tree, Findings findings)
{
    // The one object that the client also reads from a plain string.
    public const string ErrorSchema = "#/components/schemas/ErrorDetail";

    private static readonly string[] Choices = ["enum", "allOf", "oneOf", "anyOf"];

    private static readonly (string Least, string Most)[] Limits =
    [
        ("minLength", "maxLength"),
        ("minItems", "maxItems"),
        ("minimum", "maximum"),
        ("minProperties", "maxProperties"),
    ];

    public void Check(JObject schema)
    {
        CheckRequired(schema);
        CheckValues(schema);
        CheckLimits(schema);
        CheckParts(schema);
        CheckUnion(schema, "oneOf");
        CheckUnion(schema, "anyOf");
        var types = tree.Parts(schema)
            .Select(one => one["type"].Text())
            .OfType<string>()
            .Distinct()
            .ToList();
        if (schema.Field("allOf") is { } parts && types.Count > 1)
        {
            findings.Add(
                parts,
                $"no value is of all the types {string.Join(", ", types)}: give the parts of \"allOf\" one type"
            );
        }
    }

    private void CheckRequired(JObject schema)
    {
        var names = tree.Properties(schema)
            .Concat(tree.Properties(ContractTree.SchemaAround(schema)))
            .Select(one => one.Name)
            .ToHashSet();
        findings.AddEach(
            schema["required"]
                .Items()
                .Where(item =>
                    item.Text() is { } name
                    && !names.Contains(name)
                    && schema["additionalProperties"] is null or JValue { Value: false }
                ),
            item =>
                $"\"{item}\" is required, but there is no such property; {Words.Allowed(Words.Text(item), names)}"
        );
    }

    private void CheckValues(JObject schema)
    {
        var type = schema["type"].Text();
        if (type == "array" && schema["items"] is null)
        {
            findings.Add(schema, "an array needs \"items\", the schema of its items: add it");
        }

        var values = schema["enum"].Items().ToList();
        findings.AddEach(
            schema.Fields(Choices).Where(one => one.Value is JArray { Count: 0 }),
            empty => empty.Value,
            empty =>
                $"\"{empty.Name}\" is empty, so it allows no value: list what it allows, or remove it"
        );

        findings.AddEach(
            values.Where(value =>
                value.Type is not (JTokenType.String or JTokenType.Null)
                && tree.Keyword(schema, "type") is null
            ),
            value =>
                $"found {Words.Found(value)} in an \"enum\" without a type, whose values are strings: "
                + $"add \"type: {JsonTypes.Of(value)}\", or put it in quotes"
        );

        findings.AddEach(
            values.Where(value =>
                value.Type == JTokenType.Null
                && !tree.Keyword(ContractTree.SchemaAround(schema), "nullable").IsTrue()
            ),
            _ =>
                "\"enum\" lists null, but the schema does not allow it: write \"nullable: true\", or remove it"
        );

        findings.AddEach(
            values.Where(value =>
                JsonTypes.IsKnown(type)
                && value.Type != JTokenType.Null
                && !JsonTypes.IsOf(value, type!)
            ),
            value =>
                $"found {Words.Found(value)} in an \"enum\" of type {type}: "
                + (type == "string" ? "put it in quotes" : "change the value or the type")
        );
    }

    // A closed part allows none of the fields of the others.
    private void CheckParts(JObject schema)
    {
        var names = tree.Properties(schema).Select(one => one.Name).ToList();
        findings.AddEach(
            schema["allOf"]
                .Items()
                .SelectMany(tree.Parts)
                .Where(part => part["additionalProperties"] is JValue { Value: false })
                .Where(part => names.Except(Own(part)).Any()),
            part => part.Field("additionalProperties")!,
            part =>
                $"this part of an \"allOf\" forbids \"{names.Except(Own(part)).First()}\" of another part, so no value "
                + "with both is allowed: list all fields in one schema, or remove \"additionalProperties\""
        );
    }

    private IEnumerable<string> Own(JObject part) => tree.Properties(part).Select(one => one.Name);

    private void CheckLimits(JObject schema)
    {
        foreach (var (least, most) in Limits)
        {
            if (
                schema[least].Number() is { } low
                && schema[most].Number() is { } high
                && low > high
            )
            {
                findings.Add(
                    schema.Field(least)!,
                    FormattableString.Invariant(
                        $"\"{least}\" {low} is above \"{most}\" {high}, so no value is allowed: change one of them"
                    )
                );
            }
        }

        if (schema["pattern"].Text() is { } pattern)
        {
            try
            {
                _ = new Regex(pattern);
            }
            catch (ArgumentException exception)
            {
                findings.AddUnreadable(
                    schema["pattern"]!,
                    $"the pattern is not a regular expression: {exception.Message}"
                );
            }

            if (Delimited().IsMatch(pattern))
            {
                findings.Add(
                    schema["pattern"]!,
                    "the pattern matches nothing, because it has the slashes of JavaScript: remove them, and what "
                        + "follows the last one"
                );
            }
        }
    }

    private void CheckUnion(JObject schema, string keyword)
    {
        var branches = schema[keyword]
            .Items()
            .Where(branch => tree.Keyword(branch, "type") is not null || tree.IsNested(branch))
            .ToList();
        var nested = branches.Where(tree.IsNested).ToList();
        if (
            branches.Count > 1
            && nested.Count > 0
            && !(nested.Count == 1 && nested[0]["$ref"].Text() == ErrorSchema)
        )
        {
            findings.Add(
                schema.Field(keyword)!,
                $"\"{keyword}\" of objects or lists cannot be expressed by the generated client: "
                    + "describe one object with the fields of all of them, each optional"
            );
        }
    }

    [GeneratedRegex(@"\A/\^|(?<!\\)\$/[a-z]*\z")]
    private static partial Regex Delimited();
}
