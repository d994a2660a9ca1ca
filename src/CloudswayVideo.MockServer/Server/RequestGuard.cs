using System.Net;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// What every request has to pass. It refuses requests for host names that are not the mock's own: a web page could
/// let its own name point at this machine, and its script would then read and drive the mock as if both had the same
/// origin (DNS rebinding); and it bounds their bodies, because WireMock lifts Kestrel's limit and reads a body into
/// memory several times.
/// </summary>
internal sealed class RequestGuard(CloudswayMockOptions options)
{
    private const int LongestName = 100;

    private readonly string _address = options.Url.IdnHost.Trim('[', ']');

    // Listening everywhere, the mock cannot know the addresses it is reached at; an address cannot be rebound, a name
    // can.
    private bool IsEverywhere => _address is "0.0.0.0" or "::";

    /// <summary>Lets a request pass, or answers it with what is wrong.</summary>
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var host = context.Request.Host.Host.Trim('[', ']').TrimEnd('.');
        if (host.Length > 0 && !IsOwn(host))
        {
            await RefuseAsync(context, host).ConfigureAwait(false);
            return;
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
                $"This mock answers for {string.Join(", ", Own())}, and not for \"{name}\". If "
                    + $"\"{name}\" is a name of this machine or "
                    + $"container, start it with --allow-host {name}, or add it to "
                    + $"{nameof(CloudswayMockOptions)}.{nameof(CloudswayMockOptions.AllowedHosts)}."
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
