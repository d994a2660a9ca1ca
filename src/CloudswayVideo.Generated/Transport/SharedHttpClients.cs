using System.Diagnostics;

namespace CloudswayVideo.Transport;

/// <summary>
/// The HTTP client that carries the access key where the caller gives none, and what the one for videos has in common with
/// it. The two never meet: the other one fetches from hosts that must never see the key.
/// </summary>
internal static class SharedHttpClients
{
    public static HttpClient Api { get; } = Create(CreateHandler());

    /// <summary>The connections of the client that carries the key.</summary>
    public static HttpMessageHandler CreateHandler() => new SubmissionPass(CreateSockets());

    /// <summary>Connections as both clients need them.</summary>
    public static SocketsHttpHandler CreateSockets() =>
        new()
        {
            // The baggage of an application, and the ids of its traces, are not for this service.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            // The gateway has no redirects; those of a storage are followed where each is checked.
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
        // The key travels with single requests. What an application sends with all its clients, be it a key, a cookie or a
        // name, is not for this service.
        client.DefaultRequestHeaders.Clear();
    }

    /// <summary>Such a client.</summary>
    public static HttpClient Create(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler);
        Configure(client);
        return client;
    }
}
