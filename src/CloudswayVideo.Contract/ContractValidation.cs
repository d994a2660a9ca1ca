using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NJsonSchema.Validation;

namespace CloudswayVideo.Contract;

/// <summary>
/// Says in plain words what in a JSON value breaks its schema: where, what was found, what is allowed.
/// </summary>
public static class ContractValidation
{
    private const string Unknown = "is unknown";

    /// <summary>Checks a value.</summary>
    /// <param name="value">What to check.</param>
    /// <param name="schema">What it must keep to.</param>
    /// <param name="whole">What the value as a whole is called.</param>
    /// <param name="allowsUnknownFields">Whether fields that the schema does not know are let pass.</param>
    /// <returns>What is wrong; nothing if the value keeps to the schema.</returns>
    public static IReadOnlyList<string> Check(
        JToken? value,
        JsonSchema schema,
        string whole = "the body",
        bool allowsUnknownFields = false
    )
    {
        ArgumentNullException.ThrowIfNull(schema);
        return value is null
            ? [$"{whole} is missing or no JSON"]
            : Problems(value, schema)
                .Where(one =>
                    !allowsUnknownFields
                    || !one.Problem.StartsWith(Unknown, StringComparison.Ordinal)
                )
                .Select(one => $"{(one.Path.Length > 0 ? one.Path : whole)}: {one.Problem}")
                .ToList();
    }

    /// <summary>The fields of a value that its schema does not know, and does not allow.</summary>
    /// <param name="value">What to look through.</param>
    /// <param name="schema">What it should keep to.</param>
    /// <returns>The paths of the fields.</returns>
    public static IReadOnlyList<string> UnknownFields(JToken value, JsonSchema schema)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(schema);
        return Problems(value, schema)
            .Where(one => one.Problem.StartsWith(Unknown, StringComparison.Ordinal))
            .Select(one => one.Path)
            .ToList();
    }

    /// <summary>What in a value breaks its schema, each with its path; that of the whole value is blank.</summary>
    internal static IEnumerable<(string Path, string Problem)> Problems(
        JToken value,
        JsonSchema schema
    ) => Errors(value, schema).Select(error => (PathOf(error), Problem(error))).Distinct();

    /// <summary>The same as the validator has it, without its words, which have parts of the value in them.</summary>
    internal static IEnumerable<ValidationError> Errors(JToken value, JsonSchema schema) =>
        schema.ActualSchema.Validate(value, SchemaType.OpenApi3).SelectMany(Innermost);

    /// <summary>Where an error is, such as "file.items[0]"; blank for the whole value.</summary>
    internal static string PathOf(ValidationError error) => error.Path?.TrimStart('#', '/') ?? "";

    private static IEnumerable<ValidationError> Innermost(ValidationError error) =>
        // Of a union only the branch that came nearest says something useful.
        error is ChildSchemaValidationError { Kind: not ValidationErrorKind.NotOneOf } union
        && union.Errors.Count > 0
            ? union.Errors.Values.MinBy(errors => errors.Count)!.SelectMany(Innermost)
        : IsWithinCodePoints(error) ? []
        : [error];

    // The validator counts UTF-16 units; JSON Schema counts code points, so an emoji is one and not two.
    private static bool IsWithinCodePoints(ValidationError error) =>
        error.Kind == ValidationErrorKind.StringTooLong
        && Length(error.Token) <= error.Schema.MaxLength;

    private static int? Length(JToken? text) => ((string?)text)?.EnumerateRunes().Count();

    private static string Problem(ValidationError error) =>
        error.Kind switch
        {
            ValidationErrorKind.PropertyRequired => "is required and missing",
            ValidationErrorKind.NoAdditionalPropertiesAllowed =>
                $"{Unknown}; known are {string.Join(", ", error.Schema.ActualProperties.Keys)}",
            ValidationErrorKind.NotInEnumeration =>
                $"found {Found(error.Token)}, allowed are {string.Join(", ", error.Schema.Enumeration)}",
            ValidationErrorKind.StringTooLong =>
                $"found {Length(error.Token)} characters, at most {error.Schema.MaxLength} allowed",
            ValidationErrorKind.StringTooShort =>
                $"found {Length(error.Token)} characters, at least {error.Schema.MinLength} needed",
            ValidationErrorKind.TooManyItems =>
                $"found {(error.Token as JArray)?.Count} items, at most {error.Schema.MaxItems} allowed",
            ValidationErrorKind.TooFewItems =>
                $"found {(error.Token as JArray)?.Count} items, at least {error.Schema.MinItems} needed",
            ValidationErrorKind.NumberTooSmall =>
                $"found {Found(error.Token)}, at least {error.Schema.Minimum} needed",
            ValidationErrorKind.NumberTooBig =>
                $"found {Found(error.Token)}, at most {error.Schema.Maximum} allowed",
            ValidationErrorKind.NotOneOf =>
                $"found {Found(error.Token)}, which is none of the allowed kinds",
            var kind when kind.ToString().EndsWith("Expected", StringComparison.Ordinal) =>
                $"found {Found(error.Token)}, "
                    + $"{kind.ToString()[..^"Expected".Length].ToLower(CultureInfo.InvariantCulture)} "
                    + "expected",
            var kind => $"found {Found(error.Token)} ({kind})",
        };

    // Texts may be prompts or images, so their kind is shown and not they themselves.
    private static string Found(JToken? token) =>
        token?.Type switch
        {
            null => "nothing",
            JTokenType.String when ((string?)token)?.Length <= 20 => $"\"{token}\"",
            JTokenType.Integer or JTokenType.Float or JTokenType.Boolean => token.ToString(
                Newtonsoft.Json.Formatting.None
            ),
            var type => type.ToString()!.ToLower(CultureInfo.InvariantCulture),
        };
}
