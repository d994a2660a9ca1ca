using System.Text.RegularExpressions;

namespace CloudswayVideo;

/// <summary>Takes out of a text what must not be shown: data URIs, the queries of URLs, bearer keys, parts of a request.</summary>
internal static partial class Redaction
{
    private const string Redacted = "[redacted]";
    private const int ShownLength = 200;

    public static string Of(string text, IEnumerable<string>? secrets = null)
    {
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
