using NJsonSchema.Validation;

namespace CloudswayVideo.Contract.Drift;

internal sealed partial class BodyComparison
{
    private void AddBroken(ValidationError error, DriftKind kind, SchemaPlace whole)
    {
        var path = ContractValidation.PathOf(error);
        var steps = Index().Replace(path, ".[*]").Split('.', StringSplitOptions.RemoveEmptyEntries);
        var isMissing = kind == DriftKind.Missing;
        Add(
            string.Concat(
                steps.Select(step => step == "[*]" ? step : $".{Shown(step)}").Prepend("$")
            ),
            kind,
            isMissing
                ? "a required field is missing"
                : $"breaks a limit: {SpaceBefore().Replace(error.Kind.ToString(), " ").ToLowerInvariant()}",
            whole.At(isMissing ? steps.SkipLast(1) : steps),
            isMissing ? steps.LastOrDefault() : LimitOf(error.Kind),
            error.Token
        );
    }

    // Null for differences that the walk finds.
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

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex SpaceBefore();
}
