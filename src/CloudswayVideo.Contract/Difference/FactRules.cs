using System.Globalization;
using static CloudswayVideo.Contract.Difference.VersionStep;

namespace CloudswayVideo.Contract.Difference;

/// <summary>
/// What it does to users that something else is said of a part that stays. A keyword without a rule is breaking.
/// </summary>
internal static class FactRules
{
    public static (VersionStep Step, string Reason) Judge(
        ContractPart old,
        ContractPart part,
        (string Keyword, string Item) fact
    )
    {
        var (before, after) = (
            old.Facts.GetValueOrDefault(fact),
            part.Facts.GetValueOrDefault(fact)
        );
        return fact.Keyword switch
        {
            "description" or "summary" or "title" or "info" or "externalDocs" => (
                Patch,
                "documentation"
            ),
            "example"
                when after is null
                    && part.Direction == Direction.Reply
                    && part.Kind == PartKind.Reply => (
                Major,
                "the mock no longer replays it by this name"
            ),
            "example" => (Patch, "documentation, and what the mock replays"),
            "deprecated" => (Minor, "still there, with a warning"),

            "server" => after is null
                ? (Major, "the mock no longer answers there")
                : (Minor, "another place to send to"),
            "default server" => (Major, "clients without a base URL send elsewhere"),
            "security" when before is null && fact.Item.Length > 0 => (
                Minor,
                "another way to prove who calls; no operation has to use it"
            ),
            "security" => (Major, "callers prove who they are in another way"),
            "servers" => (Major, "clients send it to another place"),
            "openapi" => (Patch, "the contract is written in another version of OpenAPI"),
            "callbacks" or "links" => (Minor, "the generated client takes no part in it"),
            "order of parameters" => IsReordered(before, after)
                ? (
                    Major,
                    "arguments of its method change places, and may be mistaken for each other"
                )
                : (None, ""),
            "order of values" => IsReordered(before, after)
                ? (Patch, "the mock's jobs walk through the statuses in this order")
                : (None, ""),
            "method" or "path" => (Major, "clients that are out there ask in vain"),
            "client" => (Major, "its method moves to another client"),
            "media type" => after is null
                ? (Major, "who sends or reads it no longer can")
                : (Minor, "another form, beside those that stay"),

            "type" when IsUnionOf(after, before) => (
                Minor,
                "another form on the wire; C# keeps the type of the first"
            ),
            "type" => (Major, "its type in C# or on the wire changes"),
            "class" => (Major, "its class in C# is another"),
            "enum" => after is null
                ? (Major, "its member in C# is gone")
                : (Minor, "an open value in C#: programs that do not know it keep running"),
            "x-enumNames" => old.Facts.ContainsKey(("enum", fact.Item))
                ? (Major, "its member in C# is renamed")
                : (Minor, "the name of the new value"),
            "additionalProperties" when IsOpen(before) && IsOpen(after) => (
                Patch,
                "fields that are not listed are still allowed"
            ),
            "additionalProperties" when IsOpen(after) && part.Direction == Direction.Request => (
                Minor,
                "fields that are not listed are allowed"
            ),
            "additionalProperties" => (
                Major,
                "fields that are not listed are treated in another way"
            ),
            "required" when part.Kind == PartKind.Parameter => (
                Major,
                "its argument in C# is another: left out, or no longer"
            ),
            "default" => before is null
                ? (Patch, "documentation: the client never sends a default")
                : (Major, "who leaves it out gets something else"),

            "x-phases" => before is null
                ? (Minor, "a status that was unknown until now is understood")
                : (Major, "a status means something else"),
            "x-reasons" => before is null
                ? (Minor, "a code that was unknown until now is understood")
                : (Major, "a code means something else"),
            "x-absent" or "x-call-status" or "x-call-message" or "x-alias-of" or "x-envelope" => (
                Major,
                "the client reads the same reply in another way"
            ),
            "x-csharp-name" => (Major, "its name in C# changes"),
            "x-task-verb" => (before ?? "generate") == (after ?? "generate")
                ? (Patch, "the verb that it had")
                : (Major, "its methods in C# are renamed"),
            "bracketed name" => after is null
                ? (Major, "its member in C# is gone")
                : (Minor, "a known value more"),
            "recommendedAtOnce" => (Patch, "advice"),
            "x-answers-within" => (Patch, "documentation, and what traffic is compared with"),
            "x-input" or "x-client-parameter" or "x-new-uuid" or "x-bracketed" => (
                Major,
                "its type or place in C# changes"
            ),
            "x-commands" or "x-option" => before is null
                ? (Minor, "the tool has a command or an option more, or another name for one")
                : (Major, "a command or an option of the tool is another"),
            "x-task-step" or "x-task-value" or "x-task-status" => before is null
                ? (Minor, "more is known of a job, to who waits and to the mock")
                : (Major, "jobs are read, and mocked, in another way"),

            _ => Narrows(fact.Keyword, before, after) switch
            {
                null => (
                    Major,
                    "no rule says what it does to users, so that it counts as breaking"
                ),
                true when part.Direction == Direction.Reply => (Minor, "replies promise more"),
                true => (Major, "requests that were right are refused"),
                false when part.Direction == Direction.Reply => (
                    Major,
                    "replies no longer keep what was promised"
                ),
                false => (Minor, "more is allowed"),
            },
        };
    }

    // Whether fewer values are valid than before; null where that cannot be told.
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

    // A contract of the past may have a word where a number belongs.
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

    // Whether the remaining items changed their order; added and removed ones are changes of their own.
    private static bool IsReordered(string? before, string? after)
    {
        var (old, now) = (before?.Split('\n') ?? [], after?.Split('\n') ?? []);
        return !old.Intersect(now).SequenceEqual(now.Intersect(old));
    }
}
