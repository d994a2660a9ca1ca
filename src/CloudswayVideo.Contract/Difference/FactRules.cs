using static CloudswayVideo.Contract.Difference.Verdict;

namespace CloudswayVideo.Contract.Difference;

/// <summary>
/// How it affects users that a fact about a part changes. A keyword without a rule counts as breaking.
/// </summary>
internal static class FactRules
{
    public static Verdict Judge(
        ContractPart old,
        ContractPart part,
        (string Keyword, string Item) fact
    )
    {
        var before = old.Facts.GetValueOrDefault(fact);
        var after = part.Facts.GetValueOrDefault(fact);
        return fact.Keyword switch
        {
            "description" or "summary" or "title" or "info" or "externalDocs" => Patch(
                "documentation"
            ),
            "example"
                when after is null
                    && part.Direction == Direction.Reply
                    && part.Kind == PartKind.Reply => Major(
                "the mock no longer replays it by this name"
            ),
            "example" => Patch("documentation, and the replies of the mock"),
            "deprecated" => Minor("still usable, with a warning"),

            "server" => after is null
                ? Major("the mock no longer answers there")
                : Minor("another base URL to send to"),
            "default server" => Major("clients that set no base URL send to another server"),
            "security" when before is null && fact.Item.Length > 0 => Minor(
                "another way to authenticate; no operation has to use it"
            ),
            "security" => Major("callers authenticate in another way"),
            "servers" => Major("clients send it to another server"),
            "openapi" => Patch("the contract uses another version of OpenAPI"),
            "callbacks" or "links" => Minor("the generated client does not use it"),
            "order of parameters" => IsReordered(before, after)
                ? Major("the arguments of its method change their order")
                : None,
            "order of values" => IsReordered(before, after)
                ? Patch("the mock's jobs go through the statuses in this order")
                : None,
            "method" or "path" => Major("released clients call what no longer exists"),
            "client" => Major("its method moves to another client"),
            "media type" => after is null
                ? Major("callers can no longer send or read it")
                : Minor("another form beside the existing ones"),

            "type" when IsUnionOf(after, before) => Minor(
                "another form on the wire; C# keeps the type of the first"
            ),
            "type" => Major("its type in C# or on the wire changes"),
            "class" => Major("its class in C# changes"),
            "enum" => after is null
                ? Major("its member in C# is removed")
                : Minor("an open type in C#: programs that do not know the value keep running"),
            "x-enumNames" => old.Facts.ContainsKey(("enum", fact.Item))
                ? Major("its member in C# is renamed")
                : Minor("the name of the new value"),
            "additionalProperties" when IsOpen(before) && IsOpen(after) => Patch(
                "fields that are not listed are still allowed"
            ),
            "additionalProperties" when IsOpen(after) && part.Direction == Direction.Request =>
                Minor("fields that are not listed are allowed"),
            "additionalProperties" => Major("fields that are not listed are treated differently"),
            "required" when part.Kind == PartKind.Parameter => Major(
                "its argument in C# becomes optional or required"
            ),
            "default" => before is null
                ? Patch("documentation: the client never sends a default")
                : Major("requests that leave it out get something else"),

            "x-phases" => before is null
                ? Minor("a status that was unknown until now is understood")
                : Major("a status means something else"),
            "x-reasons" => before is null
                ? Minor("a code that was unknown until now is understood")
                : Major("a code means something else"),
            "x-absent" or "x-call-status" or "x-call-message" or "x-alias-of" or "x-envelope" =>
                Major("the client reads the same reply differently"),
            "x-csharp-name" => Major("its name in C# changes"),
            "x-task-verb" => (before ?? "generate") == (after ?? "generate")
                ? Patch("the verb stays the same")
                : Major("its methods in C# are renamed"),
            "bracketed name" => after is null
                ? Major("its member in C# is removed")
                : Minor("a new known value"),
            "recommendedAtOnce" => Patch("advice"),
            "x-answers-within" => Patch("documentation, and a limit for traffic"),
            "x-input" or "x-client-parameter" or "x-new-uuid" or "x-bracketed" => Major(
                "its type or place in C# changes"
            ),
            "x-commands" or "x-option" => before is null
                ? Minor("the tool has a new command or option, or a new name for one")
                : Major("a command or an option of the tool changes"),
            "x-task-step" or "x-task-value" or "x-task-status" => before is null
                ? Minor("the client and the mock know more of a job")
                : Major("the client and the mock treat jobs differently"),

            _ => Narrows(fact.Keyword, before, after) switch
            {
                null => Major("no rule says how it affects users, so it counts as breaking"),
                true when part.Direction == Direction.Reply => Minor("replies promise more"),
                true => Major("requests that were valid are refused"),
                false when part.Direction == Direction.Reply => Major("replies promise less"),
                false => Minor("more is allowed"),
            },
        };
    }

    // Whether fewer values are valid than before; null if that is unknown.
    private static bool? Narrows(string keyword, string? before, string? after) =>
        keyword switch
        {
            "required" or "pattern" => after is not null,
            "nullable" or "image format" => after is null,
            "maxLength" or "maxItems" or "maximum" or "maximumBytes" or "ratioBelow" => after
                is not null
                && (before is null || Number(after) < Number(before)),
            "minLength" or "minItems" or "minimum" or "shortSideAbove" or "ratioAbove" => after
                is not null
                && (before is null || Number(after) > Number(before)),
            _ => null,
        };

    // An unchecked contract of the past may have a word instead of a number.
    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;

    private static bool IsOpen(string? additional) => additional is null or "true" or "{}";

    private static bool IsUnionOf(string? wider, string? narrower) =>
        wider?.Split(" or ") is { } all
        && narrower?.Split(" or ") is { } some
        && all[0] == some[0]
        && some.All(all.Contains);

    // Whether the remaining items changed their order; additions and removals are separate changes.
    private static bool IsReordered(string? before, string? after)
    {
        var (old, now) = (before?.Split('\n') ?? [], after?.Split('\n') ?? []);
        return !old.Intersect(now).SequenceEqual(now.Intersect(old));
    }
}
