using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Compares the body of a request or a reply with its schema, and collects what differs.</summary>
internal sealed partial class BodyComparison(
    string operation,
    DriftDirection direction,
    ContractExchange exchange
)
{
    private readonly HashSet<string> _unspoken = exchange.Unspoken();

    /// <summary>The documented examples of such a body: a code that stands in one is known.</summary>
    public IReadOnlyCollection<JToken> Examples { get; init; } = [];

    public List<FoundDrift> Found { get; } = [];

    /// <summary>The values of a job that the body has, by their mark; and "code" where it tells of an error.</summary>
    public Dictionary<string, string> Values { get; } = [];

    public void Add(
        string path,
        DriftKind kind,
        string what,
        WirePlace? place = null,
        string? name = null,
        JToken? value = null
    ) =>
        Found.Add(
            new FoundDrift(
                new DriftFinding(operation, direction, path, kind, what),
                place,
                name,
                value
            )
        );

    /// <summary>
    /// A name as it may be told: one that could be an id, or repeats a value of the request, may not.
    /// </summary>
    public string Shown(string name) =>
        WireWords.IsName(name) && !_unspoken.Contains(name) ? name : WireWords.Masked;

    public void Compare(JToken? body, WirePlace place, JsonSchema? schema)
    {
        if (body is null)
        {
            Add("$", DriftKind.Missing, "a body in JSON is missing");
            return;
        }

        Walk(body, place, "$");
        foreach (
            var error in schema is null ? [] : ContractValidation.Errors(body.DeepClone(), schema)
        )
        {
            if (KindOf(error.Kind) is { } kind)
            {
                AddBroken(error, kind, place);
            }
        }
    }

    /// <summary>Requires the one value without which a job cannot go on, unless the call was refused.</summary>
    public void RequireValueOf(ContractOperation called)
    {
        var needed = called.TaskStep switch
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
                $"no value that the contract marks as the {needed} of a job"
            );
        }
    }

    private void AddBroken(ValidationError error, DriftKind kind, WirePlace whole)
    {
        var path = ContractValidation.PathOf(error);
        var steps = Index().Replace(path, ".[*]").Split('.', StringSplitOptions.RemoveEmptyEntries);
        var isMissing = kind == DriftKind.Missing;
        Add(
            path.Length == 0 ? "$" : $"$.{Index().Replace(path, "[*]")}",
            kind,
            isMissing
                ? "a required field is missing"
                : $"breaks a limit: {SpaceBefore().Replace(error.Kind.ToString(), " ").ToLowerInvariant()}",
            whole.At(isMissing ? steps.SkipLast(1) : steps),
            isMissing ? steps.LastOrDefault() : LimitOf(error.Kind),
            error.Token
        );
    }

    private void Walk(JToken value, WirePlace place, string path)
    {
        if (IsOtherType(value, place))
        {
            var types = string.Join(" or ", place.Types);
            Add(
                path,
                DriftKind.OtherType,
                $"found {WireWords.TypeOf(value)}, documented is {types}",
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

    private void WalkField(JProperty field, WirePlace place, string path)
    {
        var inner = $"{path}.{Shown(field.Name)}";
        if (place.Field(field.Name) is { } known)
        {
            Walk(field.Value, known, inner);
        }
        else if (!place.IsOpen)
        {
            var name = Shown(field.Name) == field.Name ? field.Name : null;
            Add(
                inner,
                DriftKind.UnknownField,
                $"unknown field, {WireWords.TypeOf(field.Value)}",
                place,
                name,
                field.Value
            );
        }
    }

    private void CompareWord(JValue value, WirePlace place, string path)
    {
        var isCode = place.Keyword("x-reasons") is not null && place.Keyword("x-phases") is null;
        var text = Checks.Words.Text(value);
        if (!string.IsNullOrWhiteSpace(text) && place.Mark is { } mark)
        {
            Values[mark] = text;
        }

        if (isCode && text.Length > 0 && !place.IsSuccess(value))
        {
            Values["code"] = text;
        }

        // A service that repeats its HTTP status in the body says nothing new by it.
        var isKnown = isCode
            ? text.Length == 0
                || place.IsSuccess(value)
                || text == Checks.Words.Text(exchange.StatusCode)
                || place.Means(value)
                || Examples.Any(example => HasValue(example, path, text))
            : place.IsInEnum(value)
                && (
                    place.Keyword("enum") is not null
                    || place.Keyword("x-phases") is null
                    || place.Means(value)
                );
        if (!isKnown)
        {
            // Whatever else is listed, such as a ratio, a client chose it.
            var isTold =
                (isCode || place.Keyword("x-phases") is not null)
                && WireWords.IsWord(text)
                && !_unspoken.Contains(text);
            Add(
                path,
                isCode ? DriftKind.UnknownCode : DriftKind.UnknownWord,
                $"{(isCode ? "unknown code" : "unknown word")}{(isTold ? $" \"{text}\"" : "")}",
                place,
                isTold ? text : null,
                value
            );
        }
    }

    private static bool HasValue(JToken example, string path, string text) =>
        example is JContainer body
        && body.Descendants()
            .OfType<JValue>()
            .Any(value =>
                $"$.{Index().Replace(value.Path, "[*]")}" == path
                && Checks.Words.Text(value) == text
            );

    private static bool IsOtherType(JToken value, WirePlace place) =>
        place.Types is { Count: > 0 } types
        && value.Type switch
        {
            JTokenType.Null => !place.IsNullable,
            JTokenType.Integer => !types.Contains("integer") && !types.Contains("number"),
            JTokenType.Float => !types.Contains("number"),
            JTokenType.Boolean => !types.Contains("boolean"),
            JTokenType.Object => !types.Contains("object"),
            JTokenType.Array => !types.Contains("array"),
            _ => !types.Contains("string"),
        };

    // The rest is found on the walk.
    private static DriftKind? KindOf(ValidationErrorKind kind) =>
        kind switch
        {
            ValidationErrorKind.PropertyRequired => DriftKind.Missing,
            ValidationErrorKind.NoAdditionalPropertiesAllowed
            or ValidationErrorKind.NotInEnumeration
            or ValidationErrorKind.NotOneOf
            or ValidationErrorKind.NotAnyOf
            or ValidationErrorKind.NotAllOf
            or ValidationErrorKind.NoTypeValidates => null,
            _ when kind.ToString().EndsWith("Expected", StringComparison.Ordinal) => null,
            _ => DriftKind.BrokenLimit,
        };

    private static string? LimitOf(ValidationErrorKind kind) =>
        kind switch
        {
            ValidationErrorKind.NumberTooBig => "maximum",
            ValidationErrorKind.NumberTooSmall => "minimum",
            ValidationErrorKind.NumberNotMultipleOf => "multipleOf",
            ValidationErrorKind.StringTooLong => "maxLength",
            ValidationErrorKind.StringTooShort => "minLength",
            ValidationErrorKind.PatternMismatch => "pattern",
            ValidationErrorKind.TooManyItems => "maxItems",
            ValidationErrorKind.TooFewItems => "minItems",
            ValidationErrorKind.ItemsNotUnique => "uniqueItems",
            _ => null,
        };

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex SpaceBefore();
}
