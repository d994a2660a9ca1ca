using System.Diagnostics;

namespace CloudswayVideo.Transport;

/// <summary>
/// The default HTTP client for the gateway, which sends the access key. It follows no redirect and sends each
/// submission at most once.
/// </summary>
internal static class ApiHttpClient
{
    public static HttpClient Shared { get; } = Create(CreateHandler());

    /// <summary>Creates the handler of such a client.</summary>
    public static HttpMessageHandler CreateHandler() => new SubmissionPass(CreateSockets());

    /// <summary>Creates a client that lives as long as the process.</summary>
    public static HttpClient Create(HttpMessageHandler handler)
    {
        var client = new HttpClient(handler);
        Configure(client);
        return client;
    }

    /// <summary>Sets what the clients of the gateway and of the storage have in common.</summary>
    public static void Configure(HttpClient client)
    {
        // Every call has its own deadline; the default of 100 seconds would cut long uploads short.
        client.Timeout = Timeout.InfiniteTimeSpan;
        // The key is set per request. Default headers of an application, such as keys and cookies of another service,
        // must not reach this one.
        client.DefaultRequestHeaders.Clear();
    }

    /// <summary>Creates the connections to the gateway, or to the storage.</summary>
    /// <param name="connect">Opens a connection; null for the way of .NET.</param>
    public static SocketsHttpHandler CreateSockets(
        Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>>? connect = null
    ) =>
        new()
        {
            ConnectCallback = connect,
            // Trace ids and baggage of the application must not reach the service.
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            // StorageRequest checks and follows redirects of the storage; those of the gateway are never followed.
            AllowAutoRedirect = false,
            UseCookies = false,
            MaxConnectionsPerServer = 32,
            // Unlike a slow response, a connection that cannot be opened is safe to retry: nothing was sent.
            ConnectTimeout = TimeSpan.FromSeconds(30),
            // Renews connections, so that a client that lives for days notices changes of DNS.
            PooledConnectionLifetime = TimeSpan.FromMinutes(3),
        };
}
