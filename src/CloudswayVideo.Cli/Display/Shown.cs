using System.Globalization;
using System.Text;
using Spectre.Console;

namespace CloudswayVideo.Cli.Display;

/// <summary>
/// Makes one printable line of any text. The service, journals and files of jobs can hold characters that command a
/// terminal or turn the direction of what follows, so every text is printed through here.
/// </summary>
internal static class Shown
{
    /// <summary>
    /// The text with blanks for line breaks and tabs, and \uXXXX for other characters without a shape.
    /// </summary>
    public static string Line(string? text)
    {
        if (text is null || !text.Any(IsUnsafe))
        {
            return text ?? "";
        }

        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            _ = character switch
            {
                '\n' or '\r' or '\t' => line.Append(' '),
                _ when IsUnsafe(character) => line.Append(
                    CultureInfo.InvariantCulture,
                    $"\\u{(int)character:x4}"
                ),
                _ => line.Append(character),
            };
        }

        return line.ToString();
    }

    /// <summary>The same for a table or a bar, where square brackets are markup.</summary>
    public static string Markup(string? text) => Spectre.Console.Markup.Escape(Line(text));

    // Scripts and emoji need joiners; they move no cursor and turn no text.
    private static bool IsUnsafe(char character) =>
        character is not ('\u200c' or '\u200d')
        && char.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
