using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using WireMock.Logging;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The WireMock server that carries the mock.</summary>
internal sealed class MockHost : IAsyncDisposable
{
    private readonly WireMockServer _server;

    public MockHost(CloudswayMockOptions options, Func<Func<bool>, MockRoutes> createRoutes)
    {
        CheckPort(options.Url);
        var routes = createRoutes(() =>
            options.AdminInterface && _server!.Mappings.Any(mapping => !mapping.IsAdminInterface)
        );
        _server = WireMockServer.Start(
            new WireMockServerSettings
            {
                Urls = [options.Url.AbsoluteUri.TrimEnd('/')],
                StartAdminInterface = options.AdminInterface,
                CorsPolicyOptions = CorsPolicyOptions.AllowAll,
                Logger = new WireMockNullLogger(),
                Culture = CultureInfo.InvariantCulture,
                PreWireMockMiddlewareInit = application =>
                    routes.Use((IApplicationBuilder)application),
                // The journal is ours: WireMock's keeps the whole of every request, keys and images included.
                MaxRequestLogCount = 0,
            }
        );
    }

    public int Port => _server.Port;

    public async ValueTask DisposeAsync()
    {
        // Disposing alone returns before the port is free.
        await Task.Run(_server.Stop).ConfigureAwait(false);
        _server.Dispose();
    }

    // WireMock takes ten seconds to say that a port is taken, and says it in other words.
    private static void CheckPort(Uri url)
    {
        if (url.Port == 0 || !IPAddress.TryParse(url.IdnHost, out var address))
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(address, url.Port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new InvalidOperationException(
                $"The mock cannot listen at {url}: {exception.Message}. Give another address; port 0 takes a free one.",
                exception
            );
        }
    }
}
