using System.Net;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Checks every request first. It refuses host names other than the mock's own: the host name of a foreign page may
/// resolve to this machine (DNS rebinding), and its script could then read and control the mock. And it limits the size
/// of bodies, because WireMock disables Kestrel's limit and reads a body into memory several times.
/// </summary>
internal sealed class RequestGuard(CloudswayMockOptions options)
{
    private const int LongestName = 100;

    private readonly string _address = options.Url.IdnHost.Trim('[', ']');

    // Then the mock does not know its addresses, and allows every IP address: only names can be rebound.
    private bool ListensEverywhere => _address is "0.0.0.0" or "::";

    /// <summary>Passes a request on, or answers what is wrong with it.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host.Trim('[', ']').TrimEnd('.');
        if (host.Length > 0 && !IsAllowed(host))
        {
            await RefuseAsync(context, host).ConfigureAwait(false);
            return;
        }

        if (host.Length == 0)
        {
            // HTTP/1.0 has none, and WireMock needs one.
            context.Request.Host = new HostString(
                $"{context.Connection.LocalIpAddress}",
                context.Connection.LocalPort
            );
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize =
            RequestBody.MaximumLength;
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            var problem =
                exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                    ? RequestBody.TooLarge.Problem
                    : exception.Message.TrimEnd('.');
            await MockReply
                .Error(exception.StatusCode, $"Wrong request: {problem}.")
                .WriteAsync(context)
                .ConfigureAwait(false);
        }
    }

    private Task RefuseAsync(HttpContext context, string host)
    {
        var name = host.Length > LongestName ? host[..LongestName] : host;
        return MockReply
            .Error(
                StatusCodes.Status421MisdirectedRequest,
                $"This mock answers for {string.Join(", ", AllowedHosts())}, and not for \"{name}\". If "
                    + $"\"{name}\" is a name of this machine or "
                    + $"container, start it with --allow-host {name}, or add it to "
                    + $"{nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.AllowedHosts)}."
            )
            .WriteAsync(context);
    }

    private bool IsAllowed(string host) =>
        Is(host, "localhost")
        || Is(host, _address)
        || options.AllowedHosts.Any(allowed => Is(host, allowed))
        || (
            IPAddress.TryParse(host, out var address)
            && (ListensEverywhere || IPAddress.IsLoopback(address))
        );

    private IEnumerable<string> AllowedHosts() =>
        new[] { "localhost", ListensEverywhere ? "any IP address" : _address }
            .Concat(options.AllowedHosts)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static bool Is(string host, string name) =>
        host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
