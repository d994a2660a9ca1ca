using System.Text.RegularExpressions;

namespace CloudswayVideo.Errors;

/// <summary>
/// What may be shown in a message of something that was written elsewhere. The service may repeat anything it was
/// sent, also in parts, so that of its words only those are shown that are known from the contract or cannot be more
/// than a name.
/// </summary>
internal static partial class Redaction
{
    private const string Redacted = "[redacted]";
    private const int ShownLength = 200;
    private const int LookedAtLength = 8 * 1024;

    // A longer number could be a key.
    private const int LongestNumber = 7;

    /// <summary>
    /// A text of this machine without data URIs, the queries of URLs and bearer keys, which it may name.
    /// </summary>
    public static string Of(string text)
    {
        // A secret that lies across the cut is cut off with the rest, not left without its tail.
        text = text.Length > LookedAtLength ? text[..LookedAtLength] : text;
        text = Patterns().Replace(text, match => match.Groups["shown"].Value + Redacted);
        return text.Length > ShownLength ? text[..ShownLength] + "…" : text;
    }

    /// <summary>
    /// A local failure that may be shown; a quoted reply that is not HTTP is left out.
    /// </summary>
    public static Exception Of(Exception failure) =>
        failure is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? new HttpRequestException(HttpRequestError.InvalidResponse, "The reply is no HTTP.")
            : failure;

    /// <summary>
    /// How a code goes on in a message: a name that the contract explains, or a number; nothing if there is none.
    /// </summary>
    public static string Code(string? code, ErrorReason reason) =>
        code switch
        {
            null => "",
            _ when reason != ErrorReason.Unknown
                    || (code.Length <= LongestNumber && code.All(char.IsAsciiDigit)) =>
                $", code {code}",
            _ => ", a code that the contract does not know",
        };

    [GeneratedRegex(
        """(?<shown>data:)[^\s"']+|(?<shown>https?://[^\s"'?]+\?)[^\s"']+|(?<shown>Bearer )\S+""",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Patterns();
}
