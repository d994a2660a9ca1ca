using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Compares the body of a request or a reply with its schema, and collects the differences.</summary>
internal sealed partial class BodyComparison(
    ContractMatch match,
    DriftDirection direction,
    ContractExchange exchange
)
{
    private readonly HashSet<string> _confidential = exchange.ConfidentialTexts(match);

    /// <summary>The documented examples of the body; a code in one of them is known.</summary>
    public IReadOnlyCollection<JToken> Examples { get; init; } = [];

    public List<FoundDrift> Found { get; } = [];

    /// <summary>The values of a job in the body, by their mark; "code" if the body has an error code.</summary>
    public Dictionary<string, string> Values { get; } = [];

    public void Add(
        string path,
        DriftKind kind,
        string what,
        SchemaPlace? place = null,
        string? name = null,
        JToken? value = null
    ) =>
        Found.Add(
            new FoundDrift(
                new DriftFinding(match.Operation.Id, direction, path, kind, what),
                place,
                name,
                value
            )
        );

    /// <summary>
    /// A name as it may be shown: masked if it could be an id, or repeats a value of the request.
    /// </summary>
    public string Shown(string name) =>
        SafeText.IsName(name) && !_confidential.Contains(name) ? name : SafeText.Masked;

    public void Compare(JToken? body, SchemaPlace place, JsonSchema? schema)
    {
        if (body is null)
        {
            Add("$", DriftKind.Missing, "the body is missing; documented is JSON");
            return;
        }

        Walk(body, place, "$");
        foreach (var error in schema is null ? [] : ContractValidation.Errors(body, schema))
        {
            if (KindOf(error.Kind) is { } kind)
            {
                AddBroken(error, kind, place);
            }
        }
    }

    /// <summary>Requires the value that a job needs to continue, unless the call was refused.</summary>
    public void RequireValue()
    {
        var needed = match.Operation.TaskStep switch
        {
            JobStep.Submit => "id",
            JobStep.Status => "status",
            JobStep.File => "url",
            _ => null,
        };
        if (
            needed is not null
            && exchange is { StatusCode: < 300, ReplyBody: not null }
            && !Values.ContainsKey(needed)
            && !Values.ContainsKey("code")
        )
        {
            Add(
                "$",
                DriftKind.Missing,
                $"no value at any field that the contract marks as the {needed} of a job"
            );
        }
    }

    private void Walk(JToken value, SchemaPlace place, string path)
    {
        if (IsOtherType(value, place))
        {
            var types = string.Join(" or ", place.Types);
            Add(
                path,
                DriftKind.OtherType,
                $"found {JsonTypes.Described(value)}, documented is {types}",
                place,
                value: value
            );
            return;
        }

        switch (value)
        {
            case JObject fields:
                fields.Properties().ToList().ForEach(field => WalkField(field, place, path));
                break;
            case JArray items when place.Item is { } item:
                items.ToList().ForEach(one => Walk(one, item, $"{path}[*]"));
                break;
            case JValue { Type: not JTokenType.Null } one:
                CompareWord(one, place, path);
                break;
        }
    }

    private void WalkField(JProperty field, SchemaPlace place, string path)
    {
        var shown = place.Lists(field.Name) ? field.Name : Shown(field.Name);
        if (place.Field(field.Name) is { } known)
        {
            Walk(field.Value, known, $"{path}.{shown}");
        }
        else if (!place.IsOpen)
        {
            Add(
                $"{path}.{shown}",
                DriftKind.UnknownField,
                $"unknown field, {JsonTypes.Described(field.Value)}",
                place,
                shown == field.Name ? shown : null,
                field.Value
            );
        }
    }

    private void CompareWord(JValue value, SchemaPlace place, string path)
    {
        var isCode = place.Keyword("x-reasons") is not null && place.Keyword("x-phases") is null;
        var text = Words.Text(value);
        if (!string.IsNullOrWhiteSpace(text) && place.Mark is { } mark)
        {
            Values[mark] = text;
        }

        if (isCode && text.Length > 0 && !place.IsSuccess(value))
        {
            Values["code"] = text;
        }

        // A code that repeats the HTTP status is nothing new.
        var isKnown = isCode
            ? text.Length == 0
                || place.IsSuccess(value)
                || text == Words.Text(exchange.StatusCode)
                || place.HasMeaning(value)
                || Examples.Any(example => HasValue(example, path, text))
            : place.IsInEnum(value)
                && (
                    place.Keyword("enum") is not null
                    || place.Keyword("x-phases") is null
                    || place.HasMeaning(value)
                );
        if (!isKnown)
        {
            // Any other listed value, such as a ratio, may come from the client and is not shown.
            var isShown =
                (isCode || place.Keyword("x-phases") is not null)
                && SafeText.IsWord(text)
                && !_confidential.Contains(text);
            Add(
                path,
                isCode ? DriftKind.UnknownCode : DriftKind.UnknownWord,
                $"{(isCode ? "unknown code" : "unknown word")}{(isShown ? $" \"{text}\"" : "")}",
                place,
                isShown ? text : null,
                value
            );
        }
    }

    private static bool HasValue(JToken example, string path, string text) =>
        example is JContainer body
        && body.Descendants()
            .OfType<JValue>()
            .Any(value =>
                $"$.{Index().Replace(value.Path, "[*]")}" == path && Words.Text(value) == text
            );

    private static bool IsOtherType(JToken value, SchemaPlace place) =>
        place.Types is { Count: > 0 } types
        && (
            value.Type == JTokenType.Null
                ? !place.IsNullable
                : !types.Any(type => JsonTypes.IsOf(value, type))
        );

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
