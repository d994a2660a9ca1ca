using System.Net;
using System.Net.Sockets;
using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// The connections for videos, in two pools: one for requests that may have a local address, one for all others.
/// Addresses are checked only when a connection is opened, so the two must not share connections. No access key is
/// added: the storage is another host, which must not get it.
/// </summary>
internal sealed class MediaHandler : HttpMessageHandler
{
    private readonly HttpMessageInvoker _trusted = new(ApiHttpClient.CreateSockets());
    private readonly HttpMessageInvoker _guarded = new(ApiHttpClient.CreateSockets(ConnectAsync));

    /// <summary>The default HTTP client for videos.</summary>
    public static HttpClient SharedClient { get; } = ApiHttpClient.Create(new MediaHandler());

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    ) =>
        (MediaAddress.MayBeLocal(request) ? _trusted : _guarded).SendAsync(
            request,
            cancellationToken
        );

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _trusted.Dispose();
            _guarded.Dispose();
        }

        base.Dispose(disposing);
    }

    // Resolves the name once, checks every address, and connects to these addresses only: a second lookup could return
    // others. No connection is tried to a local address, because success or failure would reveal its open ports.
    private static async ValueTask<Stream> ConnectAsync(
        SocketsHttpConnectionContext context,
        CancellationToken cancellationToken
    )
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal)
            ? [literal]
            : await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        if (Array.Exists(addresses, AddressRanges.IsLocal) && !LeadsToProxy(context))
        {
            throw new LocalAddressException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.NoDelay = true;
            await socket.ConnectAsync(addresses, port, cancellationToken).ConfigureAwait(false);
            var stream = new NetworkStream(socket, ownsSocket: true);
            socket = null;
            return stream;
        }
        finally
        {
            socket?.Dispose();
        }
    }

    // A proxy may be local. Which addresses it connects to is its own decision.
    private static bool LeadsToProxy(SocketsHttpConnectionContext context)
    {
        var request = context.InitialRequestMessage;
        var proxy =
            request.Method == HttpMethod.Connect ? request.RequestUri
            : HttpClient.DefaultProxy.IsBypassed(request.RequestUri!) ? null
            : HttpClient.DefaultProxy.GetProxy(request.RequestUri!);
        return proxy is not null
            && proxy.Port == context.DnsEndPoint.Port
            && proxy.IdnHost == context.DnsEndPoint.Host.Trim('[', ']');
    }
}

/// <summary>A connection for a video was refused, because its address is local.</summary>
internal sealed class LocalAddressException() : HttpRequestException("The address is not public.");
