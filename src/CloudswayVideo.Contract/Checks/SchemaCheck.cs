using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that what a schema says of itself fits together.</summary>
internal sealed class SchemaCheck(ContractTree tree, Findings findings)
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
        CheckLimits(schema);
        CheckUnion(schema, "oneOf");
        CheckUnion(schema, "anyOf");
    }

    private void CheckRequired(JObject schema)
    {
        var names = tree.Properties(schema)
            .Concat(tree.Properties(ContractTree.Whole(schema)))
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

    private void CheckUnion(JObject schema, string keyword)
    {
        var branches = ContractTree
            .Items(schema[keyword])
            .Where(branch => tree.Keyword(branch, "type") is not null || tree.IsNested(branch))
            .ToList();
        var nested = branches.Where(tree.IsNested).ToList();
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
}
