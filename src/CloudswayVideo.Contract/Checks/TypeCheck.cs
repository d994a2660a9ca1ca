using CloudswayVideo.Contract.Preparation;

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
        (["format"], ["string", "number", "integer"]),
    ];

    private static readonly (string Keyword, string Needed, string? Value)[] Dependent =
    [
        ("x-image-limits", "x-input", "image"),
        ("exclusiveMinimum", "minimum", null),
        ("exclusiveMaximum", "maximum", null),
    ];

    private static readonly string[] OfIntegers = ["int32", "int64", "unixtime", "id"];
    private static readonly string[] OfNumbers = ["float", "double", "decimal", "unixtime"];
    private static readonly string[] OfDates = ["date-time", "date"];

    public void Check(JObject schema)
    {
        if (tree.Keyword(schema, "type").Text() is { } type && JsonTypes.IsKnown(type))
        {
            foreach (var (keywords, types) in Fitting.Where(one => !one.Types.Contains(type)))
            {
                findings.AddEach(
                    schema
                        .Fields(keywords)
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
        findings.AddEach(
            Dependent.Where(one =>
                schema[one.Keyword] is not (null or JValue { Value: false })
                && (
                    tree.Keyword(schema, one.Needed) is not { } needed
                    || one.Value is { } value && needed.Text() != value
                )
            ),
            one => schema.Field(one.Keyword)!,
            one =>
                $"\"{one.Keyword}\" has no effect without \"{one.Needed}"
                + $"{(one.Value is null ? "" : $": {one.Value}")}\" beside it: add that, or remove it"
        );
        if (
            schema["x-absent"] is { } absent
            && tree.Keyword(schema, "type") is JValue { Value: string only }
            && JsonTypes.IsKnown(only)
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
            CheckImage(limits);
        }
    }

    // Formats of strings are open, but a date that is not read as one is a text. That of a number is its type in C#.
    private void CheckFormat(JObject schema)
    {
        if (schema["format"].Text() is not { } format)
        {
            return;
        }

        var (known, isOpen) = schema["type"].Text() switch
        {
            "integer" => (OfIntegers, false),
            "number" => (OfNumbers, false),
            "string" => (OfDates, true),
            null => (SchemaShapes.Formats, true),
            _ => ([], true),
        };
        var meant = format switch
        {
            "int" or "integer" => "int32",
            "long" => "int64",
            "timestamp" => "unixtime",
            _ => format,
        };
        if (!known.Contains(format) && (!isOpen || SimilarNames.To(meant, known, 1).Count > 0))
        {
            findings.Add(
                schema["format"]!,
                $"\"{format}\" is not a format that the client reads; {Words.Allowed(meant, known)}"
            );
        }
    }

    private void CheckImage(JObject limits)
    {
        findings.AddEach(
            limits["formats"]
                .Items()
                .Where(one =>
                    one.Text() is { } text && !text.StartsWith("image/", StringComparison.Ordinal)
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
            limits["ratioAbove"].Number() is { } above
            && limits["ratioBelow"].Number() is { } below
            && above >= below
        )
        {
            findings.Add(
                limits.Field("ratioAbove")!,
                FormattableString.Invariant(
                    $"\"ratioAbove\" {above} is not below \"ratioBelow\" {below}, so no image is allowed: "
                ) + "change one of them"
            );
        }
    }
}
