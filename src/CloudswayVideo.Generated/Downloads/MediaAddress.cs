namespace CloudswayVideo.Downloads;

/// <summary>
/// Which URLs a video may be fetched from. A URL of the service, or a redirect of the storage, must not lead to a local
/// address (see <see cref="AddressRanges"/>), unless the gateway itself is local, such as a mock.
/// </summary>
internal static class MediaAddress
{
    /// <summary>The reason to refuse a local address.</summary>
    public const string IsLocal =
        "its URL leads to an address of this machine, its network or another special range.";

    private const string NotHttp = "its URL is not an http or https URL.";

    private static readonly HttpRequestOptionsKey<bool> Trust = new("CloudswayVideo.MayBeLocal");

    /// <summary>Whether the gateway may send local addresses and http URLs.</summary>
    public static bool IsTrusted(CloudswayOptions options) =>
        AddressRanges.IsPrivate(options.BaseUrl!.IdnHost) || options.IsHttpAllowed(options.BaseUrl);

    /// <summary>The reason to refuse a URL; null if it may be fetched.</summary>
    public static string? Problem(Uri? url, bool isTrusted) =>
        url switch
        {
            null or { IsAbsoluteUri: false } or { Host: "" } => NotHttp,
            _ when url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp => NotHttp,
            _ when isTrusted => null,
            _ when url.Scheme != Uri.UriSchemeHttps =>
                "its URL is http, and only https is allowed.",
            _ when AddressRanges.IsLocal(url.IdnHost) => IsLocal,
            _ => null,
        };

    /// <summary>Allows a local address for the connection of a request.</summary>
    public static void AllowLocal(HttpRequestMessage request) => request.Options.Set(Trust, true);

    /// <summary>Whether the connection of a request may have a local address; false by default.</summary>
    public static bool MayBeLocal(HttpRequestMessage request) =>
        request.Options.TryGetValue(Trust, out var isTrusted) && isTrusted;
}
