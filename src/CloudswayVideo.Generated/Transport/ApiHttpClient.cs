using System.Diagnostics;

namespace CloudswayVideo.Transport;

/// <summary>
/// The HTTP client that carries the access key, where the caller gives none. It follows no redirect and lets each
/// submission pass once.
/// </summary>
internal static class ApiHttpClient
{
    public static HttpClient Shared { get; } = Create(CreateHandler());

    /// <summary>The handler of such a client.</summary>
    public static HttpMessageHandler CreateHandler() => new SubmissionPass(CreateSockets());

    /// <summary>Makes a client that lives as long as the process.</summary>
    public static HttpClient Create(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler);
        Configure(client);
        return client;
    }

    /// <summary>What the clients of the gateway and of the storages have besides their connections.</summary>
    public static void Configure(HttpClient client)
    {
        // Every call has its own deadline; the default of 100 seconds would cut long uploads short.
        client.Timeout = Timeout.InfiniteTimeSpan;
        // The key travels with single requests. What an application sends with all its clients, be it a key, a cookie
        // or a name, is not for this service.
        client.DefaultRequestHeaders.Clear();
    }

    /// <summary>The connections to the gateway, or to a storage.</summary>
    public static SocketsHttpHandler CreateSockets() =>
        new()
        {
            // The baggage of an application, and the ids of its traces, are not for this service.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            // The redirects of a storage are followed where each is checked; the gateway has none to follow.
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = 32,
            // A host that drops packets differs from a slow answer: nothing was sent, so a retry is safe.
            ConnectTimeout = TimeSpan.FromSeconds(30),
            // Without it a client that lives for days never sees that a name has moved to another address.
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        };
}
