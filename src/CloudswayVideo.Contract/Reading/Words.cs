using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Reading;

/// <summary>How messages write values, names and numbers.</summary>
internal static class Words
{
    private const int LongestText = 30;
    private const int MostNames = 20;

    public static string Found(JToken value) =>
        value.Type switch
        {
            JTokenType.Object => "an object",
            JTokenType.Array => "a list",
            JTokenType.Null => "nothing",
            JTokenType.String => $"the string \"{Short((string)value!)}\"",
            JTokenType.Boolean => value.ToString(Formatting.None),
            _ => "the number " + value.ToString(Formatting.None),
        };

    /// <summary>"did you mean" with the nearest name, or else all that are allowed.</summary>
    public static string Allowed(string found, IReadOnlyCollection<string> names) =>
        SimilarNames.To(found, names) is [var nearest, ..] ? $"did you mean \"{nearest}\"?"
        : names.Count == 0 ? "none is defined"
        : $"allowed are {string.Join(", ", names.Take(MostNames))}"
            + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");

    /// <summary>The name that differs by two letters at most, or by case; null if there is none.</summary>
    public static string? Near(string found, IEnumerable<string> names) =>
        SimilarNames.To(found, names.Where(name => name != found), 2) is [var near, ..]
            ? near
            : null;

    /// <summary>A number with its noun, such as "1 name" and "2 names".</summary>
    public static string Count(int? number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");

    public static string WithArticle(string kind) =>
        kind.StartsWith("x-", StringComparison.Ordinal) ? $"\"{kind}\""
        : kind is "contract" or "components" ? $"the {kind}"
        : ("aeio".Contains(kind[0], StringComparison.Ordinal) ? "an " : "a ")
            + kind.Replace('-', ' ');

    public static string Text(object? value) =>
        Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    private static string Short(string text) =>
        text.Length > LongestText ? text[..LongestText] + "..." : text;
}
