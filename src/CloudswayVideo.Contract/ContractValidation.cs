using System.Numerics;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudswayVideo.Contract;

/// <summary>
/// Checks a JSON value against its schema, and says in plain words where it breaks it: what was found, what is allowed.
/// </summary>
public static class ContractValidation
{
    /// <summary>Checks a value.</summary>
    /// <param name="value">What to check.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="whole">The name of the whole value, for the messages.</param>
    /// <param name="allowsUnknownFields">Allows fields that the schema does not have; false by default.</param>
    /// <returns>The problems, each with its place; empty if there is none.</returns>
    public static IReadOnlyList<string> Check(
        JToken? value,
        JsonSchema schema,
        string whole = "the body",
        bool allowsUnknownFields = false
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        return value is null
            ? [$"{whole} is missing or is not JSON"]
            : Errors(value, schema)
                .Where(error => !allowsUnknownFields || !IsUnknownField(error))
                .Select(error =>
                    $"{(PathOf(error) is { Length: > 0 } path ? path : whole)}: {Problem(error)}"
                )
                .Distinct()
                .ToList();
    }

    /// <summary>Finds the fields of a value that its schema does not have and does not allow.</summary>
    /// <param name="value">What to search.</param>
    /// <param name="schema">Its schema.</param>
    /// <returns>The paths of the fields.</returns>
    public static IReadOnlyList<string> UnknownFields(JToken value, JsonSchema schema)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(schema);
        return Errors(value, schema).Where(IsUnknownField).Select(PathOf).Distinct().ToList();
    }

    /// <summary>The problems of a value, each with its path, which is empty for the whole value.</summary>
    internal static IEnumerable<(string Path, string Problem)> Problems(
        JToken value,
        JsonSchema schema
    ) => Errors(value, schema).Select(error => (PathOf(error), Problem(error))).Distinct();

    /// <summary>The same as errors of the validator, without messages, which may quote the value.</summary>
    internal static IEnumerable<ValidationError> Errors(JToken value, JsonSchema schema) =>
        schema.ActualSchema.Validate(Validatable(value), SchemaType.OpenApi3).SelectMany(Innermost);

    // A copy, because the validator names each place from the root of the document. It cannot read integers beyond 64
    // bits, so they are replaced by the largest that it can.
    private static JToken Validatable(JToken value)
    {
        var copy = value.DeepClone();
        foreach (var one in ((copy as JContainer)?.DescendantsAndSelf() ?? [copy]).OfType<JValue>())
        {
            if (one.Value is BigInteger number)
            {
                one.AddAnnotation(Words.Text(number));
                one.Value = number.Sign * long.MaxValue;
            }
        }

        return copy;
    }

    /// <summary>The path of an error, such as "file.items[0]"; empty for the whole value.</summary>
    internal static string PathOf(ValidationError error) => error.Path?.TrimStart('#', '/') ?? "";

    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        // In a union, only the branch with the fewest errors is useful.
        error is ChildSchemaValidationError { Kind: not ValidationErrorKind.NotOneOf } union
        && union.Errors.Count > 0
            ? union.Errors.Values.MinBy(errors => errors.Count)!.SelectMany(Innermost)
        : IsWithinCodePoints(error) ? []
        : [error];

    private static bool IsUnknownField(ValidationError error) =>
        error.Kind == ValidationErrorKind.NoAdditionalPropertiesAllowed;

    // The validator counts UTF-16 units; JSON Schema counts code points, so an emoji is one and not two.
    private static bool IsWithinCodePoints(ValidationError error) =>
        error.Kind == ValidationErrorKind.StringTooLong
        && Length(error.Token) <= error.Schema.MaxLength;

    private static int? Length(JToken? text) => ((string?)text)?.EnumerateRunes().Count();

    private static string Problem(ValidationError error) =>
        error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => "is required and missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed
                when error.Schema.ActualProperties.Count == 0 => "is unknown; no field is allowed",
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"is unknown; known are {string.Join(", ", error.Schema.ActualProperties.Keys)}",
            ValidationErrorKind.NotInEnumeration => $"found {Found(error.Token)}, allowed are "
                + string.Join(", ", error.Schema.Enumeration.Select(Words.Text)),
            ValidationErrorKind.StringTooLong =>
                $"found {Words.Count(Length(error.Token), "character")}, at most {error.Schema.MaxLength} allowed",
            ValidationErrorKind.StringTooShort =>
                $"found {Words.Count(Length(error.Token), "character")}, at least {error.Schema.MinLength} needed",
            ValidationErrorKind.TooManyItems =>
                $"found {Words.Count((error.Token as JArray)?.Count, "item")}, at most {error.Schema.MaxItems} allowed",
            ValidationErrorKind.TooFewItems =>
                $"found {Words.Count((error.Token as JArray)?.Count, "item")}, at least {error.Schema.MinItems} needed",
            ValidationErrorKind.NumberTooSmall =>
                $"found {Found(error.Token)}, at least {Words.Text(error.Schema.Minimum)} needed",
            ValidationErrorKind.NumberTooBig =>
                $"found {Found(error.Token)}, at most {Words.Text(error.Schema.Maximum)} allowed",
            ValidationErrorKind.PatternMismatch =>
                $"found {Found(error.Token)}, which does not match the pattern {error.Schema.Pattern}",
            ValidationErrorKind.NotOneOf =>
                $"found {Found(error.Token)}, which is none of the allowed kinds",
            var kind when kind.ToString().EndsWith("Expected", StringComparison.Ordinal) =>
                $"found {Found(error.Token)}, "
                    + $"{kind.ToString()[..^"Expected".Length].ToLower(CultureInfo.InvariantCulture)} "
                    + "expected",
            var kind => $"found {Found(error.Token)} ({kind})",
        };

    // A long text may be a prompt or an image, so only its type is shown.
    private static string Found(JToken? token) =>
        token switch
        {
            null => "nothing",
            JValue { Value: string { Length: <= 20 } text } => $"\"{text}\"",
            { Type: JTokenType.Integer or JTokenType.Float or JTokenType.Boolean } =>
                token.Annotation<string>() ?? token.ToString(Newtonsoft.Json.Formatting.None),
            _ => JsonTypes.Of(token),
        };
}
