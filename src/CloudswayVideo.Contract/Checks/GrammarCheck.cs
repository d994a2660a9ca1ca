namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that a contract has only keywords, each with a value of its type, and that references lead somewhere.
/// </summary>
internal sealed partial class GrammarCheck(ContractTree tree, Findings findings)
{
    /// <summary>Every schema of the contract, once it is checked.</summary>
    public List<JObject> Schemas { get; } = [];

    /// <summary>Adds a finding for a misspelt section alone, instead of one for each reference to it.</summary>
    public bool FindsMisspeltSection()
    {
        foreach (var kind in new[] { "contract", "components" })
        {
            var part = (kind == "contract" ? tree.Contract : tree.Contract[kind]) as JObject;
            var names = Grammar.Kinds[kind].Select(one => one.Name).ToList();
            var missing = names.Where(name => part?[name] is null).ToList();
            var misspelt = part.Fields()
                .Where(one => !names.Contains(one.Name) && !IsForeign(one.Name))
                .FirstOrDefault(one => Words.Near(one.Name, missing) is not null);
            if (misspelt is not null)
            {
                CheckUnknown(misspelt, kind);
                return true;
            }
        }

        return false;
    }

    public void Check(JToken value, string type)
    {
        switch (type)
        {
            case "any":
                break;
            case "value":
                IsOdd(value, value.Text(), isValue: true);
                break;
            case ['[', .. var item, ']']:
                var list = Expect<JArray>(value, "a list") ?? [];
                CheckTwice(list);
                foreach (var one in list)
                {
                    Check(one, item);
                }

                break;
            case ['{', .. var item, '}']:
                foreach (var one in Expect<JObject>(value, "an object")?.Properties() ?? [])
                {
                    IsOdd(one, one.Name);
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
        if (
            Expect<JObject>(value, $"an object with the keywords of {Words.WithArticle(kind)}")
            is not { } fields
        )
        {
            return;
        }

        if (kind == "schema")
        {
            Schemas.Add(fields);
        }

        if (fields.Field("$ref") is { } reference)
        {
            CheckReference(reference, kind);
            CheckBeside(reference, kind);
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

        if (
            kind != "schema"
            && fields.ContainsKey("examples")
            && fields.Field("example") is { } ignored
        )
        {
            findings.Add(
                ignored,
                "\"example\" is ignored, because it is beside \"examples\": add it to them, or remove it"
            );
        }

        findings.AddEach(
            Grammar
                .Kinds[kind]
                .Where(one =>
                    one.IsRequired && !fields.ContainsKey(one.Name) && !fields.ContainsKey("$ref")
                ),
            missing => fields,
            missing =>
                $"{Words.WithArticle(kind)} needs \"{missing.Name}\", which is missing here: add it"
        );
    }

    private void CheckUnknown(JProperty field, string kind)
    {
        if (IsOdd(field, field.Name))
        {
            return;
        }

        if (Grammar.Marks.Contains(field.Name))
        {
            var allowed = Grammar.Marks[field.Name].Select(Words.WithArticle);
            findings.Add(
                field,
                $"\"{field.Name}\" belongs on {string.Join(" or ", allowed)}, not on "
                    + $"{Words.WithArticle(kind)}: move it there"
            );
        }
        else if (IsForeign(field.Name))
        {
            // The marks of other tools are allowed, unless one is almost ours.
            if (Words.Near(field.Name, Grammar.Marks.Select(mark => mark.Key)) is { } near)
            {
                findings.AddUnreadable(
                    field,
                    $"\"{field.Name}\" is not a known mark; did you mean \"{near}\"?",
                    hidesParts: true
                );
            }
        }
        else
        {
            findings.AddUnreadable(
                field,
                $"\"{field.Name}\" is {NoKeywordOf(kind)}; {AdviceOn(field, kind)}",
                hidesParts: kind == "path-item"
            );
        }
    }

    private static string NoKeywordOf(string kind) =>
        kind == "path-item"
            ? "neither an HTTP method nor a keyword of a path"
            : $"not a keyword of {Words.WithArticle(kind)}";

    private static string AdviceOn(JProperty field, string kind)
    {
        var names = Grammar.Kinds[kind].Select(one => one.Name).ToList();
        return Grammar.Meant.GetValueOrDefault(field.Name) is { } meant
            && names.Append("$ref").Contains(meant)
                ? $"did you mean \"{meant}\"?"
            : Words.Near(field.Name, names) is { } near ? $"did you mean \"{near}\"?"
            : field.Value.Type == JTokenType.Null
                ? "put text that contains a comma or a colon in quotes"
            : kind == "schema" && field.Value is JObject ? "fields belong under \"properties\""
            : Words.Allowed(field.Name, [.. names.Where(one => !IsForeign(one))]);
    }

    private static bool IsForeign(string name) =>
        name.StartsWith("x-", StringComparison.OrdinalIgnoreCase);
}
