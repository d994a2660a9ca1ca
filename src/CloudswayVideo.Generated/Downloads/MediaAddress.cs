namespace CloudswayVideo.Downloads;

/// <summary>
/// From where a video is fetched: what the service, or a redirect of the storage, names must not lead into the
/// network of this machine. A gateway that is there itself, such as a mock, may name what it likes.
/// </summary>
internal static class MediaAddress
{
    /// <summary>What is wrong with a URL or an address that leads into the network of this machine.</summary>
    public const string LeadsHere = "its URL leads into the network of this machine.";

    private static readonly HttpRequestOptionsKey<bool> Trust = new("CloudswayVideo.MayBeLocal");

    /// <summary>Whether the gateway may name addresses of this machine's network, and such without TLS.</summary>
    public static bool IsTrusted(CloudswayOptions options) =>
        AddressRanges.IsPrivate(options.BaseUrl!.IdnHost) || options.IsHttpAllowed(options.BaseUrl);

    /// <summary>What is wrong with a URL that the service, or a redirect, names; null if nothing is.</summary>
    public static string? Problem(Uri? url, bool isTrusted) =>
        url switch
        {
            null or { IsAbsoluteUri: false } or { Host: "" } => "its URL is no http URL.",
            _ when url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp =>
                "its URL is no http URL.",
            _ when isTrusted => null,
            _ when url.Scheme != Uri.UriSchemeHttps => "its URL is a URL without TLS.",
            _ when AddressRanges.IsLocal(url.IdnHost) => LeadsHere,
            _ => null,
        };

    /// <summary>Lets the connection for a request lead into the network of this machine.</summary>
    public static void AllowLocal(HttpRequestMessage request) => request.Options.Set(Trust, true);

    /// <summary>Whether the connection for a request may lead there; none may that nothing is known of.</summary>
    public static bool MayBeLocal(HttpRequestMessage request) =>
        request.Options.TryGetValue(Trust, out var isTrusted) && isTrusted;
}
