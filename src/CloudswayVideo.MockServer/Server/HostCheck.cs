using System.Net;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Refuses requests for host names that are not the mock's own: a web page could let its own name point at this machine,
/// and its script would then read and drive the mock as if both had the same origin (DNS rebinding).
/// </summary>
internal sealed class HostCheck(CloudswayMockOptions options)
{
    private const int LongestName = 100;

    private readonly string _address = options.Url.IdnHost.Trim('[', ']');

    // Listening everywhere, the mock cannot know the addresses it is reached at; an address cannot be rebound, a name can.
    private bool IsEverywhere => _address is "0.0.0.0" or "::";

    /// <summary>Answers a request for another host with 421, and what to do about it.</summary>
    /// <returns>Null where the host is one of the mock's own.</returns>
    public Task? Refuse(HttpContext context)
    {
        var host = context.Request.Host.Host.Trim('[', ']').TrimEnd('.');
        if (host.Length == 0 || IsOwn(host))
        {
            return null;
        }

        var name = host.Length > LongestName ? host[..LongestName] : host;
        return MockReply
            .Error(
                StatusCodes.Status421MisdirectedRequest,
                $"This mock answers for {string.Join(", ", Own())}, and not for \"{name}\". If \"{name}\" is a name of this machine or "
                    + $"container, start it with --allow-host {name}, or add it to {nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.AllowedHosts)}."
            )
            .WriteAsync(context);
    }

    private bool IsOwn(string host) =>
        Is(host, "localhost")
        || Is(host, _address)
        || options.AllowedHosts.Any(allowed => Is(host, allowed))
        || (
            IPAddress.TryParse(host, out var address)
            && (IsEverywhere || IPAddress.IsLoopback(address))
        );

    private IEnumerable<string> Own() =>
        new[] { "localhost", IsEverywhere ? "any IP address" : _address }
            .Concat(options.AllowedHosts)
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static bool Is(string host, string name) =>
        host.Equals(name, StringComparison.OrdinalIgnoreCase);
}
