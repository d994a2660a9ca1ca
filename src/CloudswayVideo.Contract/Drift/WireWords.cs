using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>What may be told of traffic, and how its types are called.</summary>
internal static partial class WireWords
{
    public const string Masked = "(masked)";

    /// <summary>Whether a text reads like the name of a field, and not like an id that is used as one.</summary>
    public static bool IsName(string text) => Name().IsMatch(text) && text.Count(char.IsDigit) < 6;

    /// <summary>Whether a text reads like a status word or an error code.</summary>
    public static bool IsWord(string text) => Word().IsMatch(text) && text.Count(char.IsDigit) < 9;

    public static string TypeOf(JToken value) =>
        value.Type switch
        {
            JTokenType.Null => "null",
            JTokenType.Integer => "an integer",
            JTokenType.Float => "a number",
            JTokenType.Boolean => "a flag",
            JTokenType.Object => "an object",
            JTokenType.Array => "a list",
            _ => "a text",
        };

    [GeneratedRegex(@"\A[A-Za-z_$][A-Za-z0-9_$.-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"\A([A-Za-z][A-Za-z0-9_-]{0,39}|-?[0-9]{1,6})\z")]
    private static partial Regex Word();
}
