namespace CloudswayVideo.Http;

/// <summary>
/// The two HTTP clients used where the caller gives none. They never meet: one carries the access key and follows no
/// redirect, the other fetches videos from hosts that must never see the key.
/// </summary>
internal static class SharedHttpClients
{
    public static HttpClient Api { get; } = Create(followRedirects: false);

    public static HttpClient Media { get; } = Create(followRedirects: true);

    private static HttpClient Create(bool followRedirects) =>
        new(new SocketsHttpHandler
        {
            AllowAutoRedirect = followRedirects,
            UseCookies = false,
            MaxConnectionsPerServer = 32,
            // Without it a client that lives for days never sees that a name has moved to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        })
        {
            // Every call has its own deadline; the default of 100 seconds would cut long uploads short.
            Timeout = Timeout.InfiniteTimeSpan,
        };
}
