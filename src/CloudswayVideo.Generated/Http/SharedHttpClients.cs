using CloudswayVideo.Downloads;

namespace CloudswayVideo.Http;

/// <summary>
/// The two HTTP clients used where the caller gives none. They never meet: one carries the access key and follows no
/// redirect, the other fetches videos from hosts that must never see the key.
/// </summary>
internal static class SharedHttpClients
{
    public static HttpClient Api { get; } = Create(isForMedia: false);

    public static HttpClient Media { get; } = Create(isForMedia: true);

    /// <summary>The connections of such a client.</summary>
    public static HttpMessageHandler CreateHandler(bool isForMedia) =>
        isForMedia ? new MediaHandler(CreateSockets) : CreateSockets();

    private static SocketsHttpHandler CreateSockets() =>
        new()
        {
            // The redirects of a storage are followed where each is checked; the gateway has none to follow.
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = 32,
            // A host that swallows packets is told apart from a slow answer: nothing was sent, so trying again is safe.
            ConnectTimeout = TimeSpan.FromSeconds(30),
            // Without it a client that lives for days never sees that a name has moved to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        };

    /// <summary>What such a client has besides its sockets.</summary>
    public static void Configure(HttpClient client)
    {
        // Every call has its own deadline; the default of 100 seconds would cut long uploads short.
        client.Timeout = Timeout.InfiniteTimeSpan;
        // The key travels with single requests. An application's default for all its clients is not for this service.
        client.DefaultRequestHeaders.Authorization = null;
    }

    private static HttpClient Create(bool isForMedia)
    {
        var client = new HttpClient(CreateHandler(isForMedia));
        Configure(client);
        return client;
    }
}
