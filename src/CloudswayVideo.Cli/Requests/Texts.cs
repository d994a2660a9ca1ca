namespace CloudswayVideo.Cli.Requests;

/// <summary>Whether a text is what its writer wrote. A garbled prompt would be paid for as any other.</summary>
internal static class Texts
{
    private const char Replacement = '\ufffd';

    /// <summary>What is wrong with a text; null if nothing is.</summary>
    public static string? Damage(string text) =>
        text.Contains(Replacement, StringComparison.Ordinal)
            ? "holds U+FFFD, the sign of a character that was lost because the text is not UTF-8; save "
                + "or type it as UTF-8"
        : text.Contains('\0', StringComparison.Ordinal)
            ? "holds a zero character, as text that is not UTF-8 does; save it as UTF-8"
        : HasHalfCharacter(text)
            ? "holds half of a character (a lone surrogate), which cannot be sent; write the whole character"
        : null;

    private static bool HasHalfCharacter(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogatePair(text, index))
            {
                index++;
            }
            else if (char.IsSurrogate(text[index]))
            {
                return true;
            }
        }

        return false;
    }
}
