using System.Text.RegularExpressions;

namespace CloudswayVideo;

/// <summary>Takes out of a text what must not be shown: data URIs, the queries of URLs, bearer keys, parts of a request.</summary>
internal static partial class Redaction
{
    private const string Redacted = "[redacted]";
    private const int ShownLength = 200;
    private const int LookedAtLength = 8 * 1024;

    public static string Of(string text, IEnumerable<string>? secrets = null)
    {
        // A secret that lies across the cut is cut off with the rest, not left without its tail.
        text = text.Length > LookedAtLength ? text[..LookedAtLength] : text;
        foreach (var secret in secrets ?? [])
        {
            text = text.Replace(secret, Redacted, StringComparison.OrdinalIgnoreCase);
        }

        text = Patterns().Replace(text, match => match.Groups["shown"].Value + Redacted);
        return text.Length > ShownLength ? text[..ShownLength] + "…" : text;
    }

    [GeneratedRegex("""(?<shown>data:)[^\s"']+|(?<shown>https?://[^\s"'?]+\?)[^\s"']+|(?<shown>Bearer )\S+""", RegexOptions.IgnoreCase)]
    private static partial Regex Patterns();
}
