using System.Globalization;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Turns any text into one printable line. Messages of the service, journals and files of jobs can contain characters
/// that control a terminal or change the direction of text, so every text is printed through this class.
/// </summary>
internal static class Printable
{
    /// <summary>
    /// The text with blanks instead of line breaks and tabs, and \uXXXX instead of other invisible characters.
    /// </summary>
    public static string Line(string? text) =>
        text?.Any(IsUnsafe) == true ? string.Concat(text.Select(Shown)) : text ?? "";

    /// <summary>The same for a table or a bar, in which square brackets are markup.</summary>
    public static string Markup(string? text) => Spectre.Console.Markup.Escape(Line(text));

    private static string Shown(char character) =>
        character is '\n' or '\r' or '\t' ? " "
        : IsUnsafe(character) ? $"\\u{(int)character:x4}"
        : character.ToString();

    // Joiners are harmless, and some scripts and emoji need them.
    private static bool IsUnsafe(char character) =>
        character is not ('\u200c' or '\u200d')
        && char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
