using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Finds the headers of a reply that the contract does not have.</summary>
internal static class ReplyHeaders
{
    // The headers of HTTP, proxies and browsers: RFC 9110, RFC 9111 and the Fetch standard.
    private static readonly HashSet<string> OfHttp = new(
        """
        Accept-Ranges Age Allow Alt-Svc Cache-Control Connection Content-Disposition Content-Encoding
        Content-Language Content-Length Content-Location Content-Range Content-Security-Policy Content-Type
        Date ETag Expires Keep-Alive Last-Modified Pragma Proxy-Authenticate Referrer-Policy Server
        Strict-Transport-Security Trailer Transfer-Encoding Upgrade Vary Via WWW-Authenticate
        X-Content-Type-Options X-Frame-Options X-XSS-Protection
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The names of headers that are neither part of HTTP nor documented.</summary>
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
