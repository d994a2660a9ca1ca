using System.Text.RegularExpressions;

namespace CloudswayVideo;

/// <summary>Takes out of a text what must not be shown: data URIs, the queries of URLs, bearer keys.</summary>
internal static partial class Redaction
{
    public static string Of(string text) => Secrets().Replace(text, match => match.Groups["shown"].Value + "[redacted]");

    [GeneratedRegex("""(?<shown>data:)[^\s"']+|(?<shown>https?://[^\s"'?]+\?)[^\s"']+|(?<shown>Bearer )\S+""", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();
}
