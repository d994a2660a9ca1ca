namespace CloudswayVideo.Contract.Checks;

internal sealed partial class GrammarCheck
{
    private readonly HashSet<string> _lost = [];

    private void CheckValue(JToken value, string type)
    {
        if (type != "text" && IsOdd(value, value.Text()))
        {
            return;
        }

        var (isRight, expected) = type switch
        {
            "text" or "label" => (value.Type == JTokenType.String, "a string"),
            "flag" => (value.Type == JTokenType.Boolean, "true or false"),
            "number" => (value.Type is JTokenType.Integer or JTokenType.Float, "a number"),
            "positive" => (
                value.Type is JTokenType.Integer or JTokenType.Float && (double)value > 0,
                "a number above 0"
            ),
            "count" => (
                value.Type == JTokenType.Integer && (double)value is >= 0 and <= int.MaxValue,
                value.Number() > int.MaxValue
                    ? "at most 2147483647"
                    : "a whole number that is not negative"
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
                $"found {Words.Found(value)}; \"{NameOf(value)}\" must be {expected}{AdviceOnQuotes(value, type)}"
                    + (
                        NameOf(value) == "type" && value is JArray
                            ? ": name one of them, and write \"nullable: true\" for 'null'"
                            : ""
                    ),
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
            : Grammar.Meant.GetValueOrDefault(text) is { } meant && allowed.Contains(meant)
                ? (false, $"{expected}; did you mean \"{meant}\"?")
            : SimilarNames.To(text, allowed) is [var near, ..]
                ? (false, $"{expected}; did you mean \"{near}\"?")
            : (false, expected);
    }

    private void CheckReference(JProperty reference, string kind)
    {
        if (reference.Value.Type != JTokenType.String)
        {
            CheckValue(reference.Value, "label");
            return;
        }

        var target = (string)reference.Value!;
        if (IsOdd(reference, target))
        {
            return;
        }

        var section = Grammar.Sections.GetValueOrDefault(kind);
        var name = target.Split('/')[^1];
        var meant = tree.NamesIn(section).Contains(name)
            ? $"did you mean \"#/components/{section}/{name}\"?"
            : null;
        var problem =
            !target.StartsWith('#')
                ? "refers to another file, which cannot be expressed: "
                    + (meant ?? "copy what it refers to under \"components\"")
            : tree.Find(target) is null
                ? "refers to nothing; "
                    + (
                        meant
                        ?? Words.Allowed(
                            target,
                            [
                                .. tree.NamesIn(section)
                                    .Select(one => $"#/components/{section}/{one}"),
                            ]
                        )
                    )
            : target.Split('/') is ["#", "components", var other, _]
            && section is not null
            && other != section
                ? $"refers to one of the {other}; here {Words.WithArticle(kind)} is expected, from "
                    + $"#/components/{section}"
            : kind == "schema" && target.Split('/') is not ["#", "components", "schemas", _]
                ? "refers to a part that has no name of its own: move it to #/components/schemas, and refer to it there"
            : tree.IsEndless(target) ? "leads back to itself: replace it with a schema"
            : null;
        if (problem is null)
        {
            return;
        }

        // References to the same misspelt name have one cause.
        var isLost = tree.Find(target) is null;
        if (!isLost || _lost.Add(target))
        {
            var others = tree
                .Contract.Descendants()
                .OfType<JProperty>()
                .Count(one =>
                    isLost
                    && one.Name == "$ref"
                    && one != reference
                    && Words.Text(one.Value) == target
                );
            findings.Add(
                reference,
                $"\"{target}\" {problem}"
                    + (others > 0 ? $" (here and at {Words.Count(others, "other place")})" : "")
            );
        }

        findings.Hide(reference);
    }

    // OpenAPI 3.0 ignores what is beside a reference. A lost description does no harm.
    private void CheckBeside(JProperty reference, string kind) =>
        findings.AddEach(
            reference
                .AfterSelf()
                .Concat(reference.BeforeSelf())
                .OfType<JProperty>()
                .Where(one => one.Name is not ("description" or "summary")),
            lost =>
                $"\"{lost.Name}\" is ignored, because it is beside a \"$ref\": "
                + (
                    kind == "schema"
                        ? $"write \"allOf: [{{$ref: '{Words.Text(reference.Value)}'}}]\" instead of the \"$ref\""
                        : "write it where the reference leads, or remove it"
                )
        );

    private T? Expect<T>(JToken value, string expected)
        where T : JToken
    {
        if (value is not T)
        {
            findings.AddUnreadable(
                value,
                $"found {Words.Found(value)}; \"{NameOf(value)}\" must be {expected}{AdviceOnShape(value)}"
            );
        }

        return value as T;
    }

    private static string AdviceOnQuotes(JToken value, string type) =>
        (type, value.Type) switch
        {
            ("label", JTokenType.Null) when NameOf(value) == "$ref" =>
                ": put it in quotes, because \" #\" begins a comment",
            ("flag", JTokenType.Integer or JTokenType.Float)
                when NameOf(value) is "exclusiveMinimum" or "exclusiveMaximum" =>
                $": write the number as \"{NameOf(value)[9..].ToLowerInvariant()}\" beside it",
            ("text" or "label", JTokenType.Integer or JTokenType.Float or JTokenType.Boolean) =>
                ": put it in quotes",
            ("number" or "count" or "positive", JTokenType.String)
                when ((string)value!).StartsWith('0') && ((string)value!).All(char.IsAsciiDigit) =>
                ": write it without quotes and leading zeros",
            ("number" or "count" or "positive", JTokenType.String)
                when double.TryParse(
                    (string)value!,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out _
                ) => ": write it without quotes",
            ("flag", JTokenType.String) when bool.TryParse((string)value!, out _) =>
                ": write it without quotes",
            _ => "",
        };

    private static string AdviceOnShape(JToken value) =>
        (NameOf(value), value.Type) switch
        {
            ("required", JTokenType.Boolean) =>
                ": remove it here, and list the field under \"required\" of the object around it",
            ("examples", JTokenType.Array) =>
                ", by name: write \"examples: {name: {value: ...}}\", or a single \"example\"",
            (_, JTokenType.String) when value.Parent is JProperty =>
                $": write \"[{value}]\" if it is a list of one",
            _ => "",
        };

    private static string NameOf(JToken value) =>
        value
            .AncestorsAndSelf()
            .OfType<JProperty>()
            .Select(property => property.Name)
            .FirstOrDefault("the contract");
}
