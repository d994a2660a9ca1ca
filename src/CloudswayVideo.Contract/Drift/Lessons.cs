using CloudswayVideo.Contract.Preparation;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Turns a finding into the overlay actions that add it to the contract.</summary>
internal sealed partial class Lessons(ContractDocument contract, TimeSpan slowest)
{
    /// <summary>The actions; empty if a person has to decide.</summary>
    public IReadOnlyList<Lesson> For(FoundDrift drift, ContractExchange exchange)
    {
        // A refused request does not show what the service accepts.
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
                    owner["properties"]!,
                    new JObject { [name] = LearntSchema.OfField(drift, owner, name, seen) }
                ),
            ],
            (DriftKind.UnknownWord, { Place: { } place, Name: { } word }) => ForWord(
                drift,
                place,
                word
            ),
            (DriftKind.UnknownCode, { Place: null, Name: { } code }) => ForStatusCode(
                exchange,
                code,
                seen
            ),
            (DriftKind.UnknownCode, { Place: { } place, Name: not null }) => ForCode(
                drift,
                place,
                exchange
            ),
            (DriftKind.UnknownHeader, { Name: { } name }) when Reply(exchange) is { } reply =>
            [
                new Lesson(
                    reply,
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
                when drift.Finding.Direction == DriftDirection.Reply => ForType(place, value),
            (DriftKind.Missing, { Place: { } place, Name: { } name })
                when place.Owner("required", name) is { } owner => ForMissing(
                owner,
                name,
                exchange
            ),
            (DriftKind.BrokenLimit, { Place: { } place, Name: { } limit })
                when place.Owner(limit) is { } part && !IsMasked(drift.Value) => ForLimit(
                part,
                limit,
                exchange
            ),
            (DriftKind.Slower, _) when Operation(exchange) is { } operation =>
            [
                new Lesson(
                    operation.Source.Fields,
                    new JObject { ["x-answers-within"] = (int)Math.Ceiling(slowest.TotalSeconds) }
                ),
            ],
            _ => [],
        };
    }

    public JObject? Reply(ContractExchange exchange) =>
        contract.Tree.Resolve(Operation(exchange)?.Source.Reply(exchange.StatusCode));

    public static string SeenOn(ContractExchange exchange) => Day(exchange.SeenOn);

    public static string Day(DateOnly? seenOn) =>
        seenOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "an unknown day";

    private ContractOperation? Operation(ContractExchange exchange) =>
        contract.Match(exchange.Method, exchange.Path)?.Operation;

    // A new status counts as Running, so that no wait ends too early.
    private static List<Lesson> ForWord(FoundDrift drift, SchemaPlace place, string word)
    {
        var lessons = new List<Lesson>();
        if (place.Owner("enum") is { } listed)
        {
            lessons.Add(new Lesson(listed["enum"]!, drift.Value!.DeepClone()));
        }

        if (place.Owner("x-enumNames") is { } named)
        {
            lessons.Add(
                new Lesson(named["x-enumNames"]!, CSharpName.Member(word.ToLowerInvariant()))
            );
        }

        if (place.Owner("x-phases") is { } phases && !place.HasMeaning((JValue)drift.Value!))
        {
            lessons.Add(
                new Lesson(
                    phases["x-phases"]!,
                    new JObject { ["Running"] = new JArray(drift.Value!.DeepClone()) },
                    $"that \"{word}\" means a job that still runs, so that the client waits for it. "
                        + "Move it to the phase that it means."
                )
            );
        }

        return lessons;
    }

    private List<Lesson> ForStatusCode(ContractExchange exchange, string code, string seen)
    {
        if (
            Operation(exchange) is not { } operation
            || operation.Source.Fields["responses"] is not { } replies
        )
        {
            return [];
        }

        var reply = new JObject { ["description"] = seen };
        var like = operation.Source.Reply(operation.ClosestCode(exchange.StatusCode));
        if (exchange.ReplyBody is not null && contract.Tree.Content(like) is { } content)
        {
            reply["content"] = new JObject
            {
                [content.Name] = new JObject { ["schema"] = content.Value["schema"]?.DeepClone() },
            };
        }

        return [new Lesson(replies, new JObject { [code] = reply })];
    }

    // The reason that clients derive from the HTTP status already, so that the overlay changes no decision about money.
    private static List<Lesson> ForCode(
        FoundDrift drift,
        SchemaPlace place,
        ContractExchange exchange
    )
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
                place.Owner("x-reasons")!["x-reasons"]!,
                new JObject { [reason] = new JArray(drift.Value!.DeepClone()) },
                $"that the code {drift.Name} means {reason}, by the status code {exchange.StatusCode} beside it."
            ),
        ];
    }
}
