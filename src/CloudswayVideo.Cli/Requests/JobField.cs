using System.Globalization;
using System.Text.RegularExpressions;
using CloudswayVideo.Contract;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Cli.Requests;

/// <summary>
/// One field of a request as an option of the tool. All that is known of it is what the contract says.
/// </summary>
/// <param name="Name">The field's name.</param>
/// <param name="Declaration">Where the contract declares it.</param>
/// <param name="Schema">What one value must keep to; of a list, that of its items.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="Place">Puts a value where it belongs in a body that holds nothing else.</param>
internal sealed partial record JobField(
    string Name,
    JsonSchema Declaration,
    JsonSchema Schema,
    bool IsRequired,
    Func<JToken, JObject> Place
)
{
    public string Option { get; init; } =
        "--" + (Extension(Declaration, "x-option") ?? OptionName(Name));

    /// <summary>Where the value stands in a body.</summary>
    public string Path { get; } =
        Place(JValue.CreateNull()).Descendants().OfType<JValue>().Single().Path;

    public bool IsFlag => Type == JsonObjectType.Boolean;

    /// <summary>Whether the value is words, and not one of a few or the address of something.</summary>
    public bool IsText => Type == JsonObjectType.String && Choices.Count == 0 && Input is null;

    public bool IsImage => Input == "image";

    public bool IsUrl => Input == "url";

    /// <summary>The values that are allowed, where they are few.</summary>
    public IReadOnlyList<string> Choices { get; } =
    [
        .. Schema.ActualTypeSchema.Enumeration.Select(value =>
            Convert.ToString(value, CultureInfo.InvariantCulture)!
        ),
    ];

    /// <summary>The only value there can be: nobody is asked for it.</summary>
    public JToken? Fixed => IsRequired && Choices.Count == 1 ? Read(Choices[0]) : null;

    public string Description { get; } =
        Describe(Declaration, Schema.ActualTypeSchema, Extension(Declaration, "x-input"));

    private JsonObjectType Type => Schema.ActualTypeSchema.Type & ~JsonObjectType.Null;

    private string? Input => Extension(Declaration, "x-input");

    /// <summary>Reads a value as it was typed.</summary>
    /// <param name="text">The value.</param>
    /// <param name="name">What it is called in a message; the option by default.</param>
    /// <exception cref="CommandException">It breaks a limit of the contract.</exception>
    public JToken Read(string text, string? name = null)
    {
        if (Texts.Damage(text) is { } damage)
        {
            throw new CommandException($"{name ?? Option}: {damage}.");
        }

        JToken value = Type switch
        {
            JsonObjectType.Boolean when bool.TryParse(text, out var flag) => flag,
            JsonObjectType.Integer
                // Tables write a whole number as 4.0, too.
                when decimal.TryParse(
                    text,
                    NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    && decimal.IsInteger(number)
                    && number is >= long.MinValue and <= long.MaxValue => (long)number,
            JsonObjectType.Number
                when double.TryParse(
                    text,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                ) && double.IsFinite(number) => number,
            JsonObjectType.Object or JsonObjectType.Array => ParseJson(text, name ?? Option),
            _ => text,
        };
        var problems = ContractValidation.Check(value, Schema, name ?? Option);
        return problems.Count == 0
            ? value
            : throw new CommandException(string.Join("; ", problems) + ".");
    }

    /// <summary>A name of the contract as that of an option: "maxTokens" and "max_tokens" are "max-tokens".</summary>
    public static string OptionName(string name) =>
        Humps().Replace(name, "-").Replace('_', '-').ToLowerInvariant();

    private static JToken ParseJson(string text, string name)
    {
        try
        {
            return JToken.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new CommandException(
                $"{name} takes several values, as JSON such as {{\"name\": \"value\"}} or [...]: {exception.Message}",
                exception
            );
        }
    }

    private static string Describe(JsonSchema declaration, JsonSchema type, string? input)
    {
        var text = Blanks().Replace(declaration.Description ?? type.Description ?? "", " ").Trim();
        // What the words of the contract already say is not said again.
        var facts = new (string Fact, object? Value)[]
        {
            ("at most {0} characters", type.MaxLength),
            ("at least {0}", type.Minimum),
            ("at most {0}", type.Maximum),
            ("default {0}", type.Default),
        };
        var missing = facts
            .Select(fact =>
                (
                    fact.Fact,
                    Value: Convert
                        .ToString(fact.Value, CultureInfo.InvariantCulture)!
                        .ToLowerInvariant()
                )
            )
            .Where(fact =>
                fact.Value.Length > 0 && !text.Contains(fact.Value, StringComparison.Ordinal)
            )
            .Select(fact => string.Format(CultureInfo.InvariantCulture, fact.Fact, fact.Value));
        return string.Join(
            " ",
            [
                text,
                .. input == "image" ? ["Here also the path of a file."] : Array.Empty<string>(),
                .. missing.Select(fact => $"({fact})"),
            ]
        );
    }

    private static string? Extension(JsonSchema schema, string name) =>
        schema.ExtensionData?.TryGetValue(name, out var value) == true ? (string?)value : null;

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
