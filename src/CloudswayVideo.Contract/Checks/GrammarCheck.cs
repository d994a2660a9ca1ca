using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that only keywords stand in a contract, each with a value of its kind, and that references lead somewhere.
/// </summary>
internal sealed class GrammarCheck(ContractTree tree, Findings findings)
{
    /// <summary>Every schema that was met.</summary>
    public List<JObject> Schemas { get; } = [];

    public void Check(JToken value, string type)
    {
        switch (type)
        {
            case "any":
                break;
            case ['[', .. var item, ']']:
                foreach (var one in Expect<JArray>(value, "a list") ?? [])
                {
                    Check(one, item);
                }

                break;
            case ['{', .. var item, '}']:
                foreach (var one in Expect<JObject>(value, "named values")?.Properties() ?? [])
                {
                    if (!IsForeign(one.Name) || item is "schema" or "text")
                    {
                        Check(one.Value, item);
                    }
                }

                break;
            case "open":
                Check(value, value is JObject ? "schema" : "flag");
                break;
            default:
                if (Grammar.Kinds.ContainsKey(type))
                {
                    CheckObject(value, type);
                }
                else
                {
                    CheckValue(value, type);
                }

                break;
        }
    }

    private void CheckObject(JToken value, string kind)
    {
        if (Expect<JObject>(value, $"the keywords of {Words.WithArticle(kind)}") is not { } fields)
        {
            return;
        }

        if (kind == "schema")
        {
            Schemas.Add(fields);
        }

        if (ContractTree.Field(fields, "$ref") is { } reference)
        {
            CheckReference(reference, kind);
        }

        foreach (var field in fields.Properties().Where(field => field.Name != "$ref"))
        {
            if (Grammar.Kinds[kind].FirstOrDefault(one => one.Name == field.Name) is not { } known)
            {
                CheckUnknown(field, kind);
            }
            else if (known.Type == "never")
            {
                findings.Add(
                    field,
                    $"\"{field.Name}\" cannot be expressed by the generated client: leave it out, or "
                        + "remove it with an overlay"
                );
            }
            else
            {
                Check(field.Value, known.Type);
            }
        }

        foreach (
            var missing in Grammar
                .Kinds[kind]
                .Where(one =>
                    one.IsRequired && !fields.ContainsKey(one.Name) && !fields.ContainsKey("$ref")
                )
        )
        {
            findings.Add(
                fields,
                $"{Words.WithArticle(kind)} needs \"{missing.Name}\", and it is missing here"
            );
        }
    }

    private void CheckUnknown(JProperty field, string kind)
    {
        var names = Grammar.Kinds[kind].Select(one => one.Name).ToList();
        if (Grammar.Marks.Contains(field.Name))
        {
            findings.Add(
                field,
                $"\"{field.Name}\" stands on "
                    + $"{string.Join(" or ", Grammar.Marks[field.Name].Select(Words.WithArticle))}, and not "
                    + $"on {Words.WithArticle(kind)}: move it there"
            );
        }
        else if (IsForeign(field.Name))
        {
            // The marks of other tools are theirs, unless one is almost ours.
            if (
                SimilarNames.To(field.Name, Grammar.Marks.Select(mark => mark.Key), 2)
                is [var near, ..]
            )
            {
                findings.AddUnreadable(
                    field,
                    $"\"{field.Name}\" is no mark that is known; did you mean \"{near}\"?",
                    hidesParts: true
                );
            }
        }
        else
        {
            findings.AddUnreadable(
                field,
                $"\"{field.Name}\" is no "
                    + $"{(kind == "path-item" ? "HTTP method or keyword of a path" : $"keyword of {Words.WithArticle(kind)}")}"
                    + (
                        SimilarNames.To(field.Name, names, 2) is [var near, ..]
                            ? $"; did you mean \"{near}\"?"
                        : field.Value.Type == JTokenType.Null
                            ? "; a text with a comma or a colon in it belongs in quotes"
                        : kind == "schema" ? "; a field belongs under \"properties\""
                        : $"; allowed are {string.Join(", ", names)}"
                    ),
                hidesParts: kind == "path-item"
            );
        }
    }

    private void CheckValue(JToken value, string type)
    {
        var (isRight, expected) = type switch
        {
            "text" => (value.Type == JTokenType.String, "a text"),
            "flag" => (value.Type == JTokenType.Boolean, "true or false"),
            "number" => (value.Type is JTokenType.Integer or JTokenType.Float, "a number"),
            "count" => (
                value.Type == JTokenType.Integer && (decimal)value >= 0,
                "a whole number that is not negative"
            ),
            _ when Grammar.FormOf(type) is var (form, words) => (
                value.Type == JTokenType.String && form.IsMatch((string)value!),
                words
            ),
            _ => CheckWord(value, type),
        };
        if (!isRight)
        {
            findings.AddUnreadable(
                value,
                $"found {Words.Found(value)}; \"{NameOf(value)}\" must be {expected}{Quotes(value, type)}",
                hidesParts: NameOf(value).StartsWith("x-task-", StringComparison.Ordinal)
            );
        }
    }

    private static (bool IsRight, string Expected) CheckWord(JToken value, string words)
    {
        var allowed = words.Split('|').Where(word => word[0] != '~').ToList();
        var text = value.Type == JTokenType.String ? (string)value! : "";
        var expected = $"one of {string.Join(", ", allowed)}";
        return allowed.Contains(text) ? (true, "")
            : words.Split('|').Contains("~" + text)
                ? (false, $"{expected}: the generated client cannot express \"{text}\"")
            : SimilarNames.To(text, allowed) is [var near, ..]
                ? (false, $"{expected}; did you mean \"{near}\"?")
            : (false, expected);
    }

    private void CheckReference(JProperty reference, string kind)
    {
        if (reference.Value.Type != JTokenType.String)
        {
            CheckValue(reference.Value, "text");
            return;
        }

        var target = (string)reference.Value!;
        var section = Grammar.Sections.GetValueOrDefault(kind);
        var problem =
            !target.StartsWith('#')
                ? "leads out of this file, which cannot be expressed: copy what it refers to under \"components\""
            : tree.Find(target) is null
                ? "refers to nothing; "
                    + Words.Allowed(
                        target,
                        [.. tree.NamesIn(section).Select(name => $"#/components/{section}/{name}")]
                    )
            : target.StartsWith("#/components/", StringComparison.Ordinal)
            && section is not null
            && target.Split('/')[2] != section
            && target.Split('/').Length == 4
                ? $"refers to one of the {target.Split('/')[2]}; here {Words.WithArticle(kind)} is "
                    + $"expected, from #/components/{section}"
            : tree.IsEndless(target) ? "leads back to itself"
            : null;
        if (problem is not null)
        {
            findings.AddUnreadable(reference, $"\"{target}\" {problem}", hidesParts: true);
        }
    }

    private T? Expect<T>(JToken value, string expected)
        where T : JToken
    {
        if (value is not T)
        {
            findings.AddUnreadable(
                value,
                $"found {Words.Found(value)}; \"{NameOf(value)}\" must be {expected}"
            );
        }

        return value as T;
    }

    private static string Quotes(JToken value, string type) =>
        (type, value.Type) switch
        {
            ("text", JTokenType.Integer or JTokenType.Float or JTokenType.Boolean) =>
                ": put it in quotes",
            ("number" or "count", JTokenType.String) when decimal.TryParse((string)value!, out _) =>
                ": write it without quotes",
            ("flag", JTokenType.String) when bool.TryParse((string)value!, out _) =>
                ": write it without quotes",
            _ => "",
        };

    private static string NameOf(JToken value) =>
        value
            .AncestorsAndSelf()
            .OfType<JProperty>()
            .Select(property => property.Name)
            .FirstOrDefault("the contract");

    private static bool IsForeign(string name) =>
        name.StartsWith("x-", StringComparison.OrdinalIgnoreCase);
}
