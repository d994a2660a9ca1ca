using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

internal sealed partial class Lessons
{
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
                        ["description"] =
                            $"{ContractTree.Text(schema["description"])} {note}".Trim(),
                    }
                ),
            ]
            : [];

    private static bool IsMasked(JToken? value) => $"{value}" == SafeText.Masked;
}
