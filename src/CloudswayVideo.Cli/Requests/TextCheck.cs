using System.Text;

namespace CloudswayVideo.Cli.Requests;

/// <summary>Finds texts that were damaged by a wrong encoding: a garbled prompt would be paid for, too.</summary>
internal static class TextCheck
{
    private const char ReplacementCharacter = '\ufffd';

    /// <summary>What is wrong with a text; null if nothing is.</summary>
    public static string? Problem(string text) =>
        text.Contains(ReplacementCharacter, StringComparison.Ordinal)
            ? "holds U+FFFD, which replaces a character that was lost because the text is not UTF-8; save "
                + "or type it as UTF-8"
        : text.Contains('\0', StringComparison.Ordinal)
            ? "holds a zero character, so it is probably not UTF-8; save it as UTF-8"
        // Half of a character has no rune of its own.
        : text.EnumerateRunes().Contains(Rune.ReplacementChar)
            ? "holds half of a character (a lone surrogate), which cannot be sent; write the whole character"
        : null;
}
