using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using WireMock.Server;
using WireMock.Settings;
using WireMock.Types;

namespace CloudswayVideo.MockServer.Server;

/// <summary>Starts and stops the WireMock server that carries the mock.</summary>
internal static class MockHost
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(5);

    public static WireMockServerSettings SettingsOf(
        CloudswayMockOptions options,
        ServedContract contract,
        Action<IApplicationBuilder> putInFront
    )
    {
        var settings = new WireMockServerSettings
        {
            Urls = [AddressOf(options.Url)],
            StartAdminInterface = options.AdminInterface,
            CorsPolicyOptions = CorsPolicyOptions.AllowAll,
            Logger = new WireMockLogger(contract, options.Log),
            Culture = CultureInfo.InvariantCulture,
            PreWireMockMiddlewareInit = application => putInFront((IApplicationBuilder)application),
            // The mock has decompressed the body already, within its limit of size.
            DisableRequestBodyDecompressing = true,
            AdditionalServiceRegistration = services =>
            {
                // They write nothing, and with any of them ASP.NET Core makes an activity for each request.
                services.RemoveAll<ILoggerProvider>();
                if (options.ForwardTo is not null)
                {
                    services.Configure<KestrelServerOptions>(PassHeaderBytes);
                }
            },
        };
        if (options.MappingsFolder is { } folder)
        {
            settings.FileSystemHandler = new MappingFiles(
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))
            );
        }

        return settings;
    }

    public static WireMockServer Start(
        CloudswayMockOptions options,
        WireMockServerSettings settings
    )
    {
        CheckPort(options.Url);
        return WireMockServer.Start(settings);
    }

    public static async Task StopAsync(WireMockServer server, IServer kestrel)
    {
        // Kestrel first: WireMock removes its services while connections still use them, which would answer 500, and it
        // waits for the delay of a mapping, however long.
        using var longest = new CancellationTokenSource(LongestStop, TimeProvider.System);
        await kestrel.StopAsync(longest.Token).ConfigureAwait(false);
        await Task.Run(server.Stop).ConfigureAwait(false);
        server.Dispose();
    }

    // Both sides of a forwarded call keep the bytes of headers that are no ASCII.
    private static void PassHeaderBytes(KestrelServerOptions kestrel) =>
        kestrel.RequestHeaderEncodingSelector = kestrel.ResponseHeaderEncodingSelector = _ =>
            Encoding.Latin1;

    // WireMock needs an explicit port, and listens on every interface for a host name that it does not know.
    private static string AddressOf(Uri url)
    {
        var host =
            !url.IsLoopback || url.HostNameType != UriHostNameType.Dns ? url.Host
            : url.Port == 0 ? "127.0.0.1"
            : "localhost";
        return string.Create(CultureInfo.InvariantCulture, $"http://{host}:{url.Port}");
    }

    // WireMock takes ten seconds to report a port that is in use, with a less clear message.
    private static void CheckPort(Uri url)
    {
        if (url.Port == 0)
        {
            return;
        }

        var address =
            IPAddress.TryParse(url.IdnHost, out var given) ? given
            : url.IsLoopback ? IPAddress.Loopback
            : IPAddress.Any;
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
