using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the marks of a schema fit what they stand on.</summary>
internal sealed partial class MarkCheck(ContractTree tree, Findings findings)
{
    public void Check(JObject schema)
    {
        CheckNames(schema);
        CheckAlias(schema);
        CheckCall(schema);
        CheckMeanings(schema, "x-phases");
        CheckMeanings(schema, "x-reasons");
    }

    private void CheckNames(JObject schema)
    {
        if (schema["x-enumNames"] is not JArray names)
        {
            return;
        }

        var values = ContractTree.Items(schema["enum"]).Count();
        if (names.Count != values)
        {
            findings.Add(
                ContractTree.Field(schema, "x-enumNames")!,
                $"\"x-enumNames\" has {names.Count} names, and \"enum\" {values} values: give each "
                    + "value a name, in the same order"
            );
        }

        foreach (var (name, index) in names.Select((name, index) => (name, index)))
        {
            if (names.Take(index).Any(one => JToken.DeepEquals(one, name)))
            {
                findings.Add(name, $"{Words.Found(name)} names two values: each needs its own");
            }
            else if (ContractTree.Text(name) is { } text && !Identifier().IsMatch(text))
            {
                findings.Add(name, $"\"{text}\" is no C# name: letters and digits, a letter first");
            }
        }
    }

    private void CheckAlias(JObject schema)
    {
        if (ContractTree.Text(schema["x-alias-of"]) is not { } name)
        {
            return;
        }

        if (schema.Parent is not JProperty { Parent.Parent: JProperty { Name: "properties" } } own)
        {
            findings.Add(
                ContractTree.Field(schema, "x-alias-of")!,
                "\"x-alias-of\" stands on a property, and names the property beside it that it is a spelling of"
            );
            return;
        }

        var siblings = tree.Properties(ContractTree.Whole((JObject)own.Parent!.Parent!.Parent!))
            .Where(one => one.Name != own.Name && one.Value["x-alias-of"] is null)
            .Select(one => one.Name)
            .ToList();
        if (!siblings.Contains(name))
        {
            findings.Add(
                schema["x-alias-of"]!,
                $"\"{name}\" is no property beside \"{own.Name}\", or is itself another spelling; "
                    + $"{Words.Allowed(name, siblings)}"
            );
        }
    }

    private void CheckCall(JObject schema)
    {
        if (schema["x-call-status"] is JArray successes)
        {
            if (tree.IsNested(schema))
            {
                findings.Add(
                    ContractTree.Field(schema, "x-call-status")!,
                    "\"x-call-status\" stands on the code itself, which is a text, a number or a "
                        + "flag, and not on what holds it"
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
                ContractTree.Field(schema, "x-call-message")!,
                "\"x-call-message\" are the words for a code, and no property beside it has \"x-call-status\""
            );
        }
    }

    private void CheckMeanings(JObject schema, string mark)
    {
        var seen = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var meaning in ContractTree.Fields(schema[mark]))
        {
            foreach (var value in ContractTree.Items(meaning.Value))
            {
                if (!seen.TryAdd(Words.Text(value), meaning.Name))
                {
                    findings.Add(
                        value,
                        $"{Words.Found(value)} already stands under {seen[Words.Text(value)]}: it can "
                            + "mean one thing only"
                    );
                }
            }
        }
    }

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Identifier();
}
