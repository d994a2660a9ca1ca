namespace CloudswayVideo.Contract.Drift;

internal sealed partial class Lessons
{
    private static readonly string[] Limits =
        "enum pattern minimum maximum minLength maxLength x-phases".Split(' ');

    private static List<Lesson> ForType(SchemaPlace place, JValue value)
    {
        if (value.Type == JTokenType.Null)
        {
            return [new Lesson(place.TypedParts.First(), new JObject { ["nullable"] = true })];
        }

        // Beside a number, an integer would be of two types, so "oneOf" would refuse it.
        if (
            value.Type == JTokenType.Float
            && place.TypedParts.FirstOrDefault(one => one["type"].Text() == "integer")
                is { } integer
        )
        {
            return integer.ContainsKey("enum") || integer.ContainsKey("x-phases")
                ? []
                :
                [
                    .. integer["format"] is { } format ? [new Lesson(format, null)] : (Lesson[])[],
                    new Lesson(integer, new JObject { ["type"] = "number" }),
                ];
        }

        var other = new JObject { ["type"] = JsonTypes.Of(value) };
        if (place.Owner("oneOf") is { } union)
        {
            return [new Lesson(union["oneOf"]!, other)];
        }

        var part = place.TypedParts.First();
        if (Limits.Any(part.ContainsKey) || part["type"].Text() is "object" or "array")
        {
            return [];
        }

        // C# has the type of the first branch.
        var first = new JObject(
            part.Properties().Where(one => one.Name is "type" or "format" or "nullable")
        );
        return
        [
            .. first.Properties().Select(one => new Lesson(part[one.Name]!, null)),
            new Lesson(part, new JObject { ["oneOf"] = new JArray(first, other) }),
        ];
    }

    private static List<Lesson> ForMissing(JObject owner, string name, ContractExchange exchange)
    {
        var required = (JArray)owner["required"]!;
        var lesson = new Lesson(
            Lesson.PathOf(required)
                + (required.Count == 1 ? "" : $"[?@ == '{Lesson.Escape(name)}']"),
            null
        );
        return [.. Noted(owner["properties"]?[name], $"Missing on {SeenOn(exchange)}."), lesson];
    }

    // One value does not show the real limit, so the limit is removed and not replaced.
    private static List<Lesson> ForLimit(JObject part, string limit, ContractExchange exchange)
    {
        var exclusive = $"exclusive{char.ToUpperInvariant(limit[0])}{limit[1..]}";
        return
        [
            .. Noted(
                part,
                $"Seen on {SeenOn(exchange)} against the documented {limit}, {Words.Text(part[limit]!)}."
            ),
            .. new[] { limit, exclusive }
                .Where(part.ContainsKey)
                .Select(keyword => new Lesson(part[keyword]!, null)),
        ];
    }

    // OpenAPI ignores everything beside a reference.
    private static IEnumerable<Lesson> Noted(JToken? part, string note) =>
        part is JObject schema && !schema.ContainsKey("$ref")
            ?
            [
                new Lesson(
                    schema,
                    new JObject
                    {
                        ["description"] = $"{schema["description"].Text()} {note}".Trim(),
                    }
                ),
            ]
            : [];

    private static bool IsMasked(JToken? value) => $"{value}" == SafeText.Masked;
}
