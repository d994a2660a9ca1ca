using System.Net;
using System.Net.Sockets;

namespace CloudswayVideo;

/// <summary>
/// From where a video is fetched: what the service, or a redirect of the storage, names must not lead into the network of
/// this machine. A gateway that is there itself, such as a mock, may name what it likes.
/// </summary>
internal static class MediaAddress
{
    // Makes the failure of a request that leads there; none where it may.
    private static readonly HttpRequestOptionsKey<Func<Exception>> Refusal = new(
        "CloudswayVideo.Refusal"
    );

    // This machine, private, shared, link-local with the metadata services of clouds, special, multicast, reserved.
    private static readonly IPNetwork[] Local =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "224.0.0.0/3",
            "::/127",
            "fc00::/7",
            "fe80::/10",
            "fec0::/10",
            "ff00::/8",
        }.Select(network => IPNetwork.Parse(network)),
    ];

    /// <summary>What is wrong with a URL that the service names; null if nothing is.</summary>
    public static string? Problem(Uri? url, Uri gateway) =>
        url switch
        {
            null => "the service names no http URL for it.",
            _ when url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp =>
                "the service names no http URL for it.",
            _ when IsLocal(gateway) => null,
            _ when url.Scheme != Uri.UriSchemeHttps =>
                "the service names a URL without TLS for it.",
            _ when IsLocal(url) => LeadsHere,
            _ => null,
        };

    /// <summary>What is wrong with an address that a name turned out to be.</summary>
    public static string LeadsHere => "its URL leads into the network of this machine.";

    /// <summary>Lets the connection for a request fail where it leads into the network of this machine, whatever names or redirects lead there.</summary>
    public static void Guard(HttpRequestMessage request, Uri gateway, Func<Exception> refusal)
    {
        if (!IsLocal(gateway))
        {
            request.Options.Set(Refusal, refusal);
        }
    }

    /// <summary>Connects as is done without it, and looks where that led before anything is sent.</summary>
    public static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken).ConfigureAwait(false);
            Check(context, ((IPEndPoint)socket.RemoteEndPoint!).Address);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    // A proxy may be near; what it connects to is its own affair.
    private static void Check(SocketsHttpConnectionContext context, IPAddress address)
    {
        var request = context.InitialRequestMessage;
        if (
            context.DnsEndPoint.Host == request.RequestUri?.IdnHost
            && IsLocal(address)
            && request.Options.TryGetValue(Refusal, out var refusal)
        )
        {
            throw refusal();
        }
    }

    private static bool IsLocal(Uri url) =>
        url.IsLoopback || (IPAddress.TryParse(url.IdnHost, out var address) && IsLocal(address));

    private static bool IsLocal(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(Local, network => network.Contains(plain));
    }
}
