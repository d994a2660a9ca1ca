using System.Text.RegularExpressions;

namespace CloudswayVideo.Errors;

/// <summary>
/// Removes secrets from texts before they become part of a message. The service may repeat any part of a request, so of
/// its texts only codes are shown: those that the contract explains, and short numbers.
/// </summary>
internal static partial class Redaction
{
    private const string Redacted = "[redacted]";
    private const int ShownLength = 200;
    private const int SearchedLength = 8 * 1024;

    // A longer number could be a key.
    private const int LongestNumber = 7;

    /// <summary>
    /// Removes data URIs, the queries of URLs and bearer keys from a local text, such as the message of an exception.
    /// </summary>
    public static string Redact(string text)
    {
        // Before the search, so that a secret across the limit is still recognized by its start.
        text = text.Length > SearchedLength ? text[..SearchedLength] : text;
        text = Patterns().Replace(text, match => match.Groups["shown"].Value + Redacted);
        return text.Length > ShownLength ? text[..ShownLength] + "…" : text;
    }

    /// <summary>Replaces an exception whose message quotes a response that is not HTTP.</summary>
    public static Exception WithoutQuotedReply(Exception failure) =>
        failure
            is HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
                or HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }
            ? new HttpRequestException(HttpRequestError.InvalidResponse, "The reply is not HTTP.")
            : failure;

    /// <summary>
    /// The part of a message for an error code: the code if the contract explains it or it is a short number; empty
    /// without a code.
    /// </summary>
    public static string ShownCode(string? code, ErrorReason reason) =>
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
