namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the marks (x-...) of a schema fit the schema.</summary>
internal sealed partial class MarkCheck(ContractTree tree, Findings findings)
{
    public void Check(JObject schema)
    {
        CheckNames(schema);
        CheckAlias(schema);
        CheckCall(schema);
        CheckMeanings(schema, "x-phases");
        CheckMeanings(schema, "x-reasons");
        CheckNumbers(schema);
    }

    private void CheckNames(JObject schema)
    {
        if (schema["x-enumNames"] is not JArray names)
        {
            return;
        }

        var values = schema["enum"].Items().Count();
        if (names.Count != values)
        {
            findings.Add(
                schema.Field("x-enumNames")!,
                $"\"x-enumNames\" has {Words.Count(names.Count, "name")}, but \"enum\" has "
                    + $"{Words.Count(values, "value")}: give each value one name, in the same order"
            );
        }

        findings.AddEach(
            names.Where(name => name.Text() is { } text && !Identifier().IsMatch(text)),
            name => $"\"{name}\" is not a C# name: use letters and digits, and begin with a letter"
        );
    }

    private void CheckAlias(JObject schema)
    {
        if (schema["x-alias-of"].Text() is not { } name)
        {
            return;
        }

        if (schema.Parent is not JProperty { Parent.Parent: JProperty { Name: "properties" } } own)
        {
            findings.Add(
                schema.Field("x-alias-of")!,
                "\"x-alias-of\" belongs on a property, and names the property beside it that means the same: move it"
            );
            return;
        }

        var siblings = tree.Properties(
                ContractTree.SchemaAround((JObject)own.Parent!.Parent!.Parent!)
            )
            .Where(one => one.Name != own.Name && (one.Value as JObject)?["x-alias-of"] is null)
            .Select(one => one.Name)
            .ToList();
        if (!siblings.Contains(name))
        {
            findings.Add(
                schema["x-alias-of"]!,
                $"\"{name}\" is not a property beside \"{own.Name}\", or is an alias itself; "
                    + $"{Words.Allowed(name, siblings)}"
            );
        }

        findings.AddEach(
            schema.Fields(Grammar.OfOneSpelling),
            lost =>
                $"\"{lost.Name}\" has no effect on another spelling of \"{name}\": write it there"
        );
    }

    private void CheckCall(JObject schema)
    {
        if (schema["x-call-status"] is JArray successes)
        {
            if (tree.IsNested(schema))
            {
                findings.Add(
                    schema.Field("x-call-status")!,
                    "\"x-call-status\" belongs on the code itself (a string, a number or a boolean), "
                        + "not on the object or list around it: move it there"
                );
            }
            else if (successes.Count == 0)
            {
                findings.Add(
                    successes,
                    "\"x-call-status\" must list the values that mean success, such as [0]"
                );
            }
        }

        if (
            schema["x-call-message"] is not null
            && schema.Parent is JProperty { Parent: JObject siblings }
            && !tree.Properties((JObject)siblings.Parent!.Parent!)
                .Any(one => tree.Keyword(one.Value, "x-call-status") is not null)
        )
        {
            findings.Add(
                schema.Field("x-call-message")!,
                "\"x-call-message\" marks the message for a code, but no property beside it has \"x-call-status\": "
                    + "mark the code as well"
            );
        }
    }

    private void CheckMeanings(JObject schema, string mark)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var meaning in schema[mark].Fields())
        {
            // A value twice in one list has another finding.
            foreach (var value in meaning.Value.Items().DistinctBy(Words.Text))
            {
                if (!seen.TryAdd(Words.Text(value), meaning.Name))
                {
                    findings.Add(
                        value,
                        $"{Words.Found(value)} is already listed under {seen[Words.Text(value)]}: list it only once"
                    );
                }
            }
        }
    }

    private void CheckNumbers(JObject schema)
    {
        var isNumber = tree.Keyword(schema, "type").Text() is "integer" or "number";
        findings.AddEach(
            schema["x-phases"]
                .Fields()
                .Concat(schema["x-reasons"].Fields())
                .Select(meaning => meaning.Value)
                .Append(schema["x-call-status"])
                .SelectMany(Tokens.Items)
                .Where(value => isNumber && !long.TryParse(Words.Text(value), out _)),
            value =>
                $"found {Words.Found(value)}, but the values are numbers: write one, or \"type: string\""
        );
    }

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Identifier();
}
