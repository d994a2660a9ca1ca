using System.Net;
using Hangfire.Dashboard;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Opens the dashboard to those whom the application's authorization let through or, where it has none for it, to this
/// machine alone.
/// </summary>
internal sealed class DashboardAccess : IDashboardAuthorizationFilter
{
    public bool Authorize(DashboardContext context)
    {
        var http = context.GetHttpContext();
        var metadata = http.GetEndpoint()?.Metadata;
        var isAuthorized =
            metadata?.GetMetadata<IAuthorizeData>() is not null
            || metadata?.GetMetadata<AuthorizationPolicy>() is not null;
        return (isAuthorized && metadata?.GetMetadata<IAllowAnonymous>() is null) || IsLocal(http);
    }

    // A proxy on this machine brings the requests of others, and a page in a browser may let its own name point here.
    private static bool IsLocal(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !http.Request.Headers.Keys.Any(name =>
            name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        )
        && (
            http.Request.Host.Host == "localhost"
            || (
                IPAddress.TryParse(http.Request.Host.Host.Trim('[', ']'), out var host)
                && IPAddress.IsLoopback(host)
            )
        );
}
