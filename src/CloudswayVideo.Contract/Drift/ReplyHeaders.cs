namespace CloudswayVideo.Contract.Drift;

/// <summary>Finds the headers of a reply that the contract does not have.</summary>
internal static class ReplyHeaders
{
    // Those of the HTTP field name registry that gateways, proxies and browsers' sites send.
    private static readonly HashSet<string> OfHttp = new(
        """
        Accept-CH Accept-Patch Accept-Post Accept-Ranges Age Allow Alt-Svc Authentication-Info
        Cache-Control Cache-Status CDN-Cache-Control Clear-Site-Data Connection Content-Digest
        Content-Disposition Content-Encoding Content-Language Content-Length Content-Location Content-MD5
        Content-Range Content-Security-Policy Content-Security-Policy-Report-Only Content-Type Critical-CH
        Cross-Origin-Embedder-Policy Cross-Origin-Embedder-Policy-Report-Only Cross-Origin-Opener-Policy
        Cross-Origin-Opener-Policy-Report-Only Cross-Origin-Resource-Policy Date Deprecation Digest ETag
        Expect-CT Expires Keep-Alive Last-Modified Link Location MIME-Version NEL Origin-Agent-Cluster P3P
        Permissions-Policy Pragma Preference-Applied Priority Proxy-Authenticate Proxy-Authentication-Info
        Proxy-Status Public-Key-Pins Referrer-Policy Refresh Report-To Reporting-Endpoints Repr-Digest
        Retry-After Server Server-Timing Set-Cookie SourceMap Strict-Transport-Security Sunset
        Surrogate-Control Timing-Allow-Origin Traceparent Tracestate Trailer Transfer-Encoding Upgrade Vary
        Via Warning WWW-Authenticate X-Content-Type-Options X-Frame-Options X-XSS-Protection
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>The names of headers that are neither part of HTTP nor documented.</summary>
    public static List<string> Unknown(ContractExchange exchange, JObject? reply) =>
        exchange
            .ReplyHeaders.Keys.Where(name =>
                !OfHttp.Contains(name)
                && !name.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase)
                && !(reply?["headers"])
                    .Fields()
                    .Any(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            )
            .ToList();
}
