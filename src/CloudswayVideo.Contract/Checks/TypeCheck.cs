using CloudswayVideo.Contract.Preparation;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the keywords and the marks of a schema fit its type: on another type they would have no effect.
/// </summary>
internal sealed class TypeCheck(ContractTree tree, Findings findings)
{
    private static readonly (string[] Keywords, string[] Types)[] Fitting =
    [
        (["minLength", "maxLength", "pattern", "x-bracketed"], ["string"]),
        (
            ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"],
            ["number", "integer"]
        ),
        (["items", "minItems", "maxItems", "uniqueItems"], ["array"]),
        (["properties", "required", "minProperties", "maxProperties", "x-envelope"], ["object"]),
        // An image may be one of a list.
        (["x-input", "x-image-limits"], ["string", "array"]),
    ];

    public void Check(JObject schema)
    {
        if (ContractTree.Text(tree.Keyword(schema, "type")) is { } type && IsKnown(type))
        {
            foreach (var (keywords, types) in Fitting.Where(one => !one.Types.Contains(type)))
            {
                findings.AddEach(
                    keywords
                        .Select(keyword => ContractTree.Field(schema, keyword))
                        .OfType<JProperty>()
                        // A flag instead of a list has another finding.
                        .Where(field =>
                            field.Value.Type != JTokenType.Boolean || field.Name != "required"
                        ),
                    field =>
                        $"\"{field.Name}\" has no effect on the type {type}, only on {string.Join(" or ", types)}: "
                        + "change the type, or remove it"
                );
            }
        }

        CheckFormat(schema);
        if (
            schema["x-absent"] is { } absent
            && tree.Keyword(schema, "type") is JValue { Value: string only }
            && IsKnown(only)
            && !JsonTypes.IsOf(absent, only)
        )
        {
            findings.Add(
                absent,
                $"\"x-absent\" is {Words.Found(absent)}, but the type is {only}: change one of them"
            );
        }

        if (schema["x-image-limits"] is JObject limits)
        {
            CheckImage(schema, limits);
        }
    }

    // Formats are open in OpenAPI, but those of numbers are known, and a date that is not read as one is a text.
    private void CheckFormat(JObject schema)
    {
        var names = ContractTree.Text(schema["type"]) switch
        {
            "integer" or "number" or null => SchemaShapes.Formats,
            "string" =>
            [
                .. SchemaShapes.Formats.Where(one =>
                    one.Contains("date", StringComparison.Ordinal)
                ),
            ],
            _ => [],
        };
        var near = ContractTree.Text(schema["format"]) switch
        {
            null => null,
            "int" or "integer" => "int32",
            "long" => "int64",
            "timestamp" when names.Contains("int64") => "unixtime",
            var format when names.Contains(format) => null,
            var format => SimilarNames.To(format, names, 1) is [var one, ..] ? one : null,
        };
        if (near is not null && names.Length > 0)
        {
            findings.Add(
                schema["format"]!,
                $"\"{schema["format"]}\" is not a format that the client reads; did you mean \"{near}\"?"
            );
        }
    }

    // An unknown type has another finding.
    private static bool IsKnown(string type) =>
        type == "boolean" || Fitting.Any(one => one.Types.Contains(type));

    private void CheckImage(JObject schema, JObject limits)
    {
        if (ContractTree.Text(tree.Keyword(schema, "x-input")) != "image")
        {
            findings.Add(
                limits,
                "\"x-image-limits\" has no effect without \"x-input: image\" beside it: add that, or remove the limits"
            );
        }

        findings.AddEach(
            ContractTree
                .Items(limits["formats"])
                .Where(one =>
                    ContractTree.Text(one) is { } text
                    && !text.StartsWith("image/", StringComparison.Ordinal)
                ),
            format => $"found {Words.Found(format)}; \"formats\" are media types, such as image/png"
        );

        if (limits["formats"] is JArray { Count: 0 } none)
        {
            findings.Add(
                none,
                "\"formats\" is empty, so no image is allowed: list the media types, such as image/png"
            );
        }

        if (
            ContractTree.Number(limits["ratioAbove"]) is { } above
            && ContractTree.Number(limits["ratioBelow"]) is { } below
            && above >= below
        )
        {
            findings.Add(
                ContractTree.Field(limits, "ratioAbove")!,
                FormattableString.Invariant(
                    $"\"ratioAbove\" {above} is not below \"ratioBelow\" {below}, so no image is allowed: "
                ) + "change one of them"
            );
        }
    }
}
