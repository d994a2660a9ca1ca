using System.Globalization;
using System.Text.RegularExpressions;
using CloudswayVideo.Contract;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Cli.Requests;

/// <summary>One field of a request as an option of the tool, made from the contract alone.</summary>
/// <param name="Name">The field's name.</param>
/// <param name="Declaration">The property or parameter in the contract.</param>
/// <param name="Schema">The schema of one value; for a list, the schema of its items.</param>
/// <param name="IsRequired">Whether a request without it is refused.</param>
/// <param name="BodyWith">Makes a body that holds nothing but a value of this field, in its place.</param>
internal sealed partial record JobField(
    string Name,
    JsonSchema Declaration,
    JsonSchema Schema,
    bool IsRequired,
    Func<JToken, JObject> BodyWith
)
{
    public string Option { get; init; } =
        "--" + (Extension(Declaration, "x-option") ?? ToolOption.NameOf(Name));

    /// <summary>The JSON path of the value in a body.</summary>
    public string Path { get; } =
        BodyWith(JValue.CreateNull()).Descendants().OfType<JValue>().Single().Path;

    /// <summary>The path as the client's messages write it, without the index of a list's only item.</summary>
    public string PathWithoutIndex => Path.Replace("[0]", "", StringComparison.Ordinal);

    public bool IsFlag => Type == JsonObjectType.Boolean;

    /// <summary>Whether the value is free text: not one of a few values, and not an address.</summary>
    public bool IsText => Type == JsonObjectType.String && Choices.Count == 0 && Input is null;

    public bool IsImage => Input == "image";

    public bool IsUrl => Input == "url";

    /// <summary>The allowed values, if the contract lists them.</summary>
    public IReadOnlyList<string> Choices { get; } =
    [
        .. Schema.ActualTypeSchema.Enumeration.Select(value =>
            Convert.ToString(value, CultureInfo.InvariantCulture)!
        ),
    ];

    /// <summary>Whether only one value is possible, so that nobody is asked for it.</summary>
    public bool IsFixed => IsRequired && Choices.Count == 1;

    public string Description
    {
        get
        {
            var type = Schema.ActualTypeSchema;
            var text = Blanks()
                .Replace(Declaration.Description ?? type.Description ?? "", " ")
                .Trim();
            text = text.Length > 0 ? text : $"The field {Name} of the request.";
            return string.Join(
                ' ',
                new[]
                {
                    text,
                    IsImage ? "Here also the path of a file." : null,
                    Fact("at most", type.MaxLength, " characters"),
                    Fact("at least", type.Minimum),
                    Fact("at most", type.Maximum),
                    Fact("default", type.Default),
                }.OfType<string>()
            );

            // A fact that the contract's description mentions is not repeated.
            string? Fact(string words, object? value, string unit = "")
            {
                var shown = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                shown = shown.ToLowerInvariant();
                return shown.Length == 0 || text.Contains(shown, StringComparison.Ordinal)
                    ? null
                    : $"({words} {shown}{unit})";
            }
        }
    }

    private JsonObjectType Type => Schema.ActualTypeSchema.Type & ~JsonObjectType.Null;

    private string? Input => Extension(Declaration, "x-input");

    /// <summary>Reads a value as it was typed. Messages name the field; by default by its option.</summary>
    /// <exception cref="CommandException">The value breaks a limit of the contract.</exception>
    public JToken Read(string text, string? name = null)
    {
        if (TextCheck.Problem(text) is { } damage)
        {
            throw new CommandException($"{name ?? Option}: {damage}.");
        }

        // Spreadsheets and web pages put blanks around a number that nobody sees, such as U+00A0.
        text = IsText ? text : text.Trim();
        JToken value = Type switch
        {
            JsonObjectType.Boolean when bool.TryParse(text, out var flag) => flag,
            JsonObjectType.Integer
                // Spreadsheets may write 4 as 4.0, and in many countries 1000 as 1.000.
                when !EndsInThreeDecimals().IsMatch(text)
                    && decimal.TryParse(
                        text,
                        NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                        CultureInfo.InvariantCulture,
                        out var number
                    )
                    && decimal.IsInteger(number)
                    && number is >= long.MinValue and <= long.MaxValue => (long)number,
            // Written otherwise, 500 would come back as 500.0 in a message.
            JsonObjectType.Number
                when long.TryParse(text, CultureInfo.InvariantCulture, out var whole)
                    && $"{whole}" == text => whole,
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
        // What is none of a few values is often of another type, too; the last problem lists the values.
        var told = Choices.Count > 0 ? problems.TakeLast(1) : problems;
        return problems.Count == 0
            ? value
            : throw new CommandException(string.Join("; ", told) + Advice(value, text) + ".");
    }

    // A spreadsheet in another language writes "4,0" or "WAHR", and any spreadsheet makes a time of "9:16".
    private string Advice(JToken value, string text) =>
        (value.Type, Type) switch
        {
            (JTokenType.String, JsonObjectType.Boolean) => "; write true or false",
            (JTokenType.String, JsonObjectType.Integer) when EndsInThreeDecimals().IsMatch(text) =>
                "; write digits alone, because the point may separate thousands",
            (JTokenType.String, JsonObjectType.Integer) => "; write digits, such as 4",
            (JTokenType.String, JsonObjectType.Number) =>
                "; write digits, with a point before decimals, such as 4 or 0.5",
            _ when Choices.Any(choice => choice.Contains(':', StringComparison.Ordinal))
                    && TimeOfDay().IsMatch(text) =>
                "; if a spreadsheet made a time of it, format its cells as text and write it again",
            _ => "",
        };

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

    private static string? Extension(JsonSchema schema, string name) =>
        schema.ExtensionData?.TryGetValue(name, out var value) == true ? (string?)value : null;

    [GeneratedRegex(@"\A\d{1,2}:\d{2}(:\d{2})?( [AP]M)?\z")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"\.\d{3}\z")]
    private static partial Regex EndsInThreeDecimals();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
