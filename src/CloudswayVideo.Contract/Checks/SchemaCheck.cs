using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that what a schema says of itself fits together.</summary>
internal sealed partial class SchemaCheck(ContractTree tree, Findings findings)
{
    // The one object that the client also reads from a bare text.
    private const string ErrorSchema = "#/components/schemas/ErrorDetail";

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
        CheckNames(schema);
        CheckLimits(schema);
        CheckAlias(schema);
        CheckUnion(schema, "oneOf");
        CheckUnion(schema, "anyOf");
        CheckCall(schema);
        CheckMeanings(schema, "x-phases");
        CheckMeanings(schema, "x-reasons");
    }

    private void CheckRequired(JObject schema)
    {
        var names = tree.Properties(schema)
            .Concat(tree.Properties(Whole(schema)))
            .Select(one => one.Name)
            .ToHashSet();
        foreach (var item in ContractTree.Items(schema["required"]))
        {
            if (
                ContractTree.Text(item) is { } name
                && !names.Contains(name)
                && schema["additionalProperties"] is null or JValue { Value: false }
            )
            {
                findings.Add(
                    item,
                    $"\"{name}\" is required, and there is no such property; {Words.Allowed(name, names)}"
                );
            }
        }
    }

    private void CheckValues(JObject schema)
    {
        var type = ContractTree.Text(schema["type"]);
        if (type == "array" && schema["items"] is null)
        {
            findings.Add(schema, "an array needs \"items\", which say what it holds");
        }

        var values = ContractTree.Items(schema["enum"]).ToList();
        if (schema["enum"] is JArray { Count: 0 })
        {
            findings.Add(schema["enum"]!, "\"enum\" lists no value, so that none is allowed");
        }

        foreach (var value in values.Where(value => !IsOf(value, type)))
        {
            findings.Add(
                value,
                $"found {Words.Found(value)} among the values of type "
                    + $"{type}{(type == "string" ? ": put it in quotes" : "")}"
            );
        }

        foreach (
            var twice in values.Where(
                (value, index) => values.Take(index).Any(one => JToken.DeepEquals(one, value))
            )
        )
        {
            findings.Add(twice, $"{Words.Found(twice)} stands twice in \"enum\": remove one");
        }

        if (
            schema["default"] is { } standard
            && (
                !IsOf(standard, type)
                || values.Count > 0 && !values.Any(one => JToken.DeepEquals(one, standard))
            )
        )
        {
            findings.Add(
                standard,
                $"the default is {Words.Found(standard)}, which is no allowed value"
            );
        }
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

    private void CheckLimits(JObject schema)
    {
        foreach (var (least, most) in Limits)
        {
            if (
                schema[least] is JValue { Value: IConvertible low and not string }
                && schema[most] is JValue { Value: IConvertible high and not string }
                && Convert.ToDouble(low, null) > Convert.ToDouble(high, null)
            )
            {
                findings.Add(
                    ContractTree.Field(schema, least)!,
                    $"\"{least}\" {low} is above \"{most}\" {high}, so that no value is allowed"
                );
            }
        }

        if (ContractTree.Text(schema["pattern"]) is { } pattern)
        {
            try
            {
                _ = new Regex(pattern);
            }
            catch (ArgumentException exception)
            {
                findings.AddUnreadable(
                    schema["pattern"]!,
                    $"the pattern is no regular expression: {exception.Message}"
                );
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

        var siblings = tree.Properties(Whole((JObject)own.Parent!.Parent!.Parent!))
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

    private void CheckUnion(JObject schema, string keyword)
    {
        var branches = ContractTree
            .Items(schema[keyword])
            .Where(branch => tree.Keyword(branch, "type") is not null || IsNested(branch))
            .ToList();
        var nested = branches.Where(IsNested).ToList();
        if (
            branches.Count > 1
            && nested.Count > 0
            && !(nested.Count == 1 && ContractTree.Text(nested[0]["$ref"]) == ErrorSchema)
        )
        {
            findings.Add(
                ContractTree.Field(schema, keyword)!,
                $"\"{keyword}\" of objects or lists cannot be expressed by the generated client: "
                    + "describe one object with the fields of all of them, each optional"
            );
        }
    }

    private void CheckCall(JObject schema)
    {
        if (schema["x-call-status"] is JArray successes)
        {
            if (IsNested(schema))
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

    private bool IsNested(JToken branch) =>
        tree.Parts(branch)
            .Any(part =>
                part["properties"] is not null
                || part["items"] is not null
                || ContractTree.Text(part["type"]) is "object" or "array"
            );

    // A part of "allOf" may require what another part declares.
    private static JObject Whole(JObject schema)
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

    private static bool IsOf(JToken value, string? type) =>
        value.Type == JTokenType.Null
        || type switch
        {
            "string" => value.Type == JTokenType.String,
            "integer" => value.Type == JTokenType.Integer,
            "number" => value.Type is JTokenType.Integer or JTokenType.Float,
            "boolean" => value.Type == JTokenType.Boolean,
            "array" => value is JArray,
            "object" => value is JObject,
            _ => true,
        };

    [GeneratedRegex(@"\A[\p{L}_][\p{L}\p{Nd}_]*\z")]
    private static partial Regex Identifier();
}
