using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Which headers of a reply are worth a finding.</summary>
internal static class ReplyHeaders
{
    // What HTTP, its proxies and its browsers say to each other; RFC 9110, 9111 and the Fetch standard.
    private static readonly HashSet<string> OfHttp = new(StringComparer.OrdinalIgnoreCase)
    {
        "Accept-Ranges",
        "Age",
        "Allow",
        "Alt-Svc",
        "Cache-Control",
        "Connection",
        "Content-Disposition",
        "Content-Encoding",
        "Content-Language",
        "Content-Length",
        "Content-Location",
        "Content-Range",
        "Content-Security-Policy",
        "Content-Type",
        "Date",
        "ETag",
        "Expires",
        "Keep-Alive",
        "Last-Modified",
        "Pragma",
        "Proxy-Authenticate",
        "Referrer-Policy",
        "Server",
        "Strict-Transport-Security",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
        "Vary",
        "Via",
        "WWW-Authenticate",
        "X-Content-Type-Options",
        "X-Frame-Options",
        "X-XSS-Protection",
    };

    /// <summary>The names of headers that are neither HTTP's own nor documented.</summary>
    public static List<string> Unknown(ContractExchange exchange, JObject? reply) =>
        exchange
            .ReplyHeaders.Keys.Where(name =>
                !OfHttp.Contains(name)
                && !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                && !ContractTree
                    .Fields(reply?["headers"])
                    .Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
}
