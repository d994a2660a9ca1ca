using System.Diagnostics;

namespace CloudswayVideo.Http;

/// <summary>
/// The two HTTP clients used where the caller gives none. They never meet: one carries the access key and follows no
/// redirect, the other fetches videos from hosts that must never see the key.
/// </summary>
internal static class SharedHttpClients
{
    public static HttpClient Api { get; } = Create(isForMedia: false);

    public static HttpClient Media { get; } = Create(isForMedia: true);

    /// <summary>The sockets of such a client.</summary>
    public static HttpMessageHandler CreateHandler(bool isForMedia) =>
        isForMedia ? CreateSockets(isForMedia) : new SubmissionPass(CreateSockets(isForMedia));

    private static SocketsHttpHandler CreateSockets(bool isForMedia) =>
        new()
        {
            // The baggage of an application, and the ids of its traces, are not for this service.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            AllowAutoRedirect = isForMedia,
            ConnectCallback = isForMedia ? MediaAddress.ConnectAsync : null,
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
        // The key travels with single requests. What an application sends with all its clients, be it a key, a cookie or a
        // name, is not for this service.
        client.DefaultRequestHeaders.Clear();
    }

    private static HttpClient Create(bool isForMedia)
    {
        var client = new HttpClient(CreateHandler(isForMedia));
        Configure(client);
        return client;
    }
}
