namespace CloudswayVideo.Contract.Reading;

/// <summary>
/// Finds what a word processor or an input method has put into a text instead of the characters of a keyboard: it looks
/// right, but is another name, and no quote, dash or blank for YAML.
/// </summary>
internal static partial class OddText
{
    /// <summary>What is odd about a name or a word of the contract; null if nothing is.</summary>
    /// <param name="text">The name or the word.</param>
    /// <param name="isValue">Whether it is a value, which may have any characters but at its ends.</param>
    public static string? In(string text, bool isValue)
    {
        var match = (isValue || text.Any(IsIdeograph) ? AtEnds() : Anywhere()).Match(text);
        return !match.Success ? null
            : match.Value[0] > ' ' ? $"has {Described(match.Value[0])}"
            : $"has a blank at its {(match.Index == 0 ? "start" : "end")}: remove it";
    }

    /// <summary>
    /// The column of an odd character that a line of YAML has as its indentation, quote, dash, colon or blank; from 0.
    /// </summary>
    public static int? ColumnIn(string line) =>
        Structural().Match(line) is { Success: true, Length: var end } ? end - 1 : null;

    /// <summary>An odd character with what to do about it.</summary>
    public static string Described(char odd) =>
        $"the character U+{(int)odd:X4}, which only looks like one of a keyboard: type it again, or remove it";

    // Chinese has punctuation of its own.
    private static bool IsIdeograph(char letter) =>
        char.GetUnicodeCategory(letter) == UnicodeCategory.OtherLetter;

    [GeneratedRegex(@"\A[ \t]|[ \t]\z|[\p{Z}\p{Cf}\p{Pi}\p{Pf}\p{Pd}\u2212\uFF01-\uFF5E-[ -]]")]
    private static partial Regex Anywhere();

    [GeneratedRegex(@"\A[\s\p{Cf}\p{Pi}\p{Pf}]|[\s\p{Cf}\p{Pi}\p{Pf}]\z")]
    private static partial Regex AtEnds();

    [GeneratedRegex(@"\A *(- +)*([\w$-]+ *:?)? *[\p{Z}\p{Cf}\p{Pi}\p{Pf}\p{Pd}\uFF01-\uFF5E-[ -]]")]
    private static partial Regex Structural();
}
