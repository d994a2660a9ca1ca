using System.Net;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Opens the dashboard to users whom the application has authorized; without an authorization, to this machine alone.
/// </summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    // "X-Original-" is what ASP.NET Core makes of "X-Forwarded-".
    private static readonly string[] HeadersOfProxies =
    [
        "Forwarded",
        "X-Forwarded-",
        "X-Original-",
        "X-Real-IP",
        "Via",
    ];

    public bool Authorize(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var metadata = http.GetEndpoint()?.Metadata;
        var isAuthorized =
            metadata?.GetMetadata<IAuthorizeData>() is not null
            || metadata?.GetMetadata<AuthorizationPolicy>() is not null;
        return (isAuthorized && metadata?.GetMetadata<IAllowAnonymous>() is null) || IsLocal(http);
    }

    // A proxy on this machine forwards the requests of others, and the host name of a foreign page may resolve to this
    // machine (DNS rebinding).
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.Keys.Any(name =>
            HeadersOfProxies.Any(known =>
                name.StartsWith(known, StringComparison.OrdinalIgnoreCase)
            )
        )
        // nginx adds no header by default, but speaks HTTP/1.0, which no browser does.
        && !HttpProtocol.IsHttp10(http.Request.Protocol)
        && (
            http.Request.Host.Host == "localhost"
            || (
                IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host)
                && IPAddress.IsLoopback(host)
            )
        );
}
