using System.Globalization;
using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>What each finding teaches: the actions after which it is none any more.</summary>
internal sealed partial class Lessons(ContractDocument contract, TimeSpan slowest)
{
    private static readonly string[] Limits =
    [
        "enum",
        "pattern",
        "minimum",
        "maximum",
        "minLength",
        "maxLength",
        "x-phases",
    ];

    private readonly ContractTree _tree = new(contract.Document);

    /// <summary>The actions; none where a person has to decide.</summary>
    public IReadOnlyList<Lesson> Of(FoundDrift drift, ContractExchange exchange)
    {
        // A request that was refused shows nothing of what the service takes.
        if (drift.Finding.Direction == DriftDirection.Request && exchange.StatusCode >= 300)
        {
            return [];
        }

        var seen = $"Seen on {SeenOn(exchange)}; not documented.";
        return (drift.Finding.Kind, drift) switch
        {
            (DriftKind.UnknownField, { Place.Fields: { } owner, Name: { } name }) =>
            [
                new Lesson(
                    Lesson.PathOf(owner["properties"]!),
                    new JObject { [name] = LearntSchema.OfField(drift, owner, name, seen) }
                ),
            ],
            (DriftKind.UnknownWord, { Place: { } place, Name: { } word }) => OfWord(
                drift,
                place,
                word
            ),
            (DriftKind.UnknownCode, { Place: null, Name: { } code }) => OfStatusCode(
                exchange,
                code,
                seen
            ),
            (DriftKind.UnknownCode, { Place: { } place, Name: not null }) => OfCode(
                drift,
                place,
                exchange
            ),
            (DriftKind.UnknownHeader, { Name: { } name }) when Reply(exchange) is { } reply =>
            [
                new Lesson(
                    Lesson.PathOf(reply),
                    new JObject
                    {
                        ["headers"] = new JObject
                        {
                            [name] = new JObject
                            {
                                ["description"] = seen,
                                ["schema"] = new JObject { ["type"] = "string" },
                            },
                        },
                    }
                ),
            ],
            (DriftKind.OtherType, { Place: { } place, Value: JValue value })
                when drift.Finding.Direction == DriftDirection.Reply => OfType(place, value),
            (DriftKind.Missing, { Place: { } place, Name: { } name })
                when place.Owner("required", name) is { } owner => OfMissing(owner, name, exchange),
            (DriftKind.BrokenLimit, { Place: { } place, Name: { } limit })
                when place.Owner(limit) is { } part && !IsMasked(drift.Value) => OfLimit(
                part,
                limit,
                exchange
            ),
            (DriftKind.Slower, _) when Operation(exchange) is { } operation =>
            [
                new Lesson(
                    Lesson.PathOf(operation.Fields),
                    new JObject { ["x-answers-within"] = (int)Math.Ceiling(slowest.TotalSeconds) }
                ),
            ],
            _ => [],
        };
    }

    public JObject? Reply(ContractExchange exchange) =>
        _tree.Resolve(
            Operation(exchange)
                ?.Fields["responses"]
                ?[exchange.StatusCode.ToString(CultureInfo.InvariantCulture)]
        );

    public static string SeenOn(ContractExchange exchange) =>
        exchange.SeenOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "a day unknown";

    private FoundOperation? Operation(ContractExchange exchange) =>
        contract.Match(exchange.Method, exchange.Path) is { } match
            ? _tree.Operations.First(one => one.Name == match.Operation.Id)
            : null;

    // Taken for one that goes on, a word ends no wait too early.
    private static List<Lesson> OfWord(FoundDrift drift, WirePlace place, string word)
    {
        var lessons = new List<Lesson>();
        if (place.Owner("enum") is { } listed)
        {
            lessons.Add(new Lesson(Lesson.PathOf(listed["enum"]!), drift.Value!.DeepClone()));
        }

        if (place.Owner("x-enumNames") is { } named)
        {
            lessons.Add(new Lesson(Lesson.PathOf(named["x-enumNames"]!), Pascal(word)));
        }

        if (place.Owner("x-phases") is { } phases && !place.Means((JValue)drift.Value!))
        {
            lessons.Add(
                new Lesson(
                    Lesson.PathOf(phases["x-phases"]!),
                    new JObject { ["Running"] = new JArray(drift.Value!.DeepClone()) },
                    $"that \"{word}\" is a job that goes on, so that it is waited for. "
                        + "Move it to the phase that it means."
                )
            );
        }

        return lessons;
    }

    private List<Lesson> OfStatusCode(ContractExchange exchange, string code, string seen)
    {
        if (
            Operation(exchange)?.Fields["responses"] is not { } replies
            || contract.Match(exchange.Method, exchange.Path) is not { Operation: var operation }
        )
        {
            return [];
        }

        var reply = new JObject { ["description"] = seen };
        var like = _tree.Resolve(
            replies[operation.Likely(exchange.StatusCode).ToString(CultureInfo.InvariantCulture)]
        );
        if (
            exchange.ReplyBody is not null
            && ContractTree.Fields(like?["content"]).FirstOrDefault() is { } content
        )
        {
            reply["content"] = new JObject
            {
                [content.Name] = new JObject { ["schema"] = content.Value["schema"]?.DeepClone() },
            };
        }

        return [new Lesson(Lesson.PathOf(replies), new JObject { [code] = reply })];
    }

    // As clients read a code that the contract does not explain, so that what is learnt changes nothing about money.
    private static List<Lesson> OfCode(FoundDrift drift, WirePlace place, ContractExchange exchange)
    {
        var reason = exchange.StatusCode switch
        {
            400 or 422 => "InvalidRequest",
            401 => "Authentication",
            402 => "Balance",
            403 => "AccessDenied",
            404 => "NotFound",
            429 => "RateLimited",
            408 or 499 or >= 500 => "ServiceFault",
            _ => "Unknown",
        };
        return
        [
            new Lesson(
                Lesson.PathOf(place.Owner("x-reasons")!["x-reasons"]!),
                new JObject { [reason] = new JArray(drift.Value!.DeepClone()) },
                $"that the code {drift.Name} means {reason}, by the status code {exchange.StatusCode} beside it."
            ),
        ];
    }

    private static List<Lesson> OfType(WirePlace place, JValue value)
    {
        if (value.Type == JTokenType.Null)
        {
            return
            [
                new Lesson(Lesson.PathOf(place.Typed.First()), new JObject { ["nullable"] = true }),
            ];
        }

        var other = new JObject { ["type"] = LearntSchema.TypeOf(value) };
        if (place.Owner("oneOf") is { } union)
        {
            return [new Lesson(Lesson.PathOf(union["oneOf"]!), other)];
        }

        var part = place.Typed.First();
        if (Limits.Any(part.ContainsKey) || ContractTree.Text(part["type"]) is "object" or "array")
        {
            return [];
        }

        // The first branch is what C# shows.
        var first = new JObject(
            part.Properties().Where(one => one.Name is "type" or "format" or "nullable")
        );
        return
        [
            .. first.Properties().Select(one => new Lesson(Lesson.PathOf(part[one.Name]!), null)),
            new Lesson(Lesson.PathOf(part), new JObject { ["oneOf"] = new JArray(first, other) }),
        ];
    }

    private static string Pascal(string word) =>
        string.Concat(
            word.Split('_', '-')
                .Where(part => part.Length > 0)
                .Select(part => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant())
        );
}
