using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>The real gateway: sends it what a client sent, once, and passes back what it answers.</summary>
internal sealed class Gateway(Uri url) : IDisposable
{
    // How HTTP/1.1 is spoken on one connection; the two sides have connections of their own.
    private static readonly HashSet<string> OfConnection = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Expect",
        "Host",
        "Keep-Alive",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "Proxy-Connection",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "Upgrade",
    };

    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
        }
    )
    {
        // The client at the other end knows how long it waits.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>Where a request goes; null if it is outside of the gateway's base URL.</summary>
    /// <param name="request">The request.</param>
    /// <param name="basePaths">The paths of the contract's servers, which the gateway's own replaces.</param>
    public Uri? AddressOf(HttpRequest request, IEnumerable<string> basePaths)
    {
        var path = request.Path.ToUriComponent();
        var root = url.AbsolutePath.TrimEnd('/');
        if (root.Length > 0)
        {
            var basePath = basePaths
                .Append(root)
                .FirstOrDefault(one => path.StartsWith(one + "/", StringComparison.Ordinal));
            if (basePath is null)
            {
                return null;
            }

            path = root + path[basePath.Length..];
        }

        return new Uri($"{url.GetLeftPart(UriPartial.Authority)}{path}{request.QueryString}");
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpRequest request,
        Uri address,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), address);
        // A request without a body would be repeated by the handler where a connection breaks.
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            message.Content = new OnePassContent(body);
        }

        foreach (var (name, values) in request.Headers.Where(header => IsPassedOn(header.Key)))
        {
            if (!message.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                message.Content?.Headers.TryAddWithoutValidation(
                    name,
                    (IEnumerable<string?>)values
                );
            }
        }

        return await _http
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Gives an answer the status and the headers of the gateway's.</summary>
    public static void CopyHead(HttpResponseMessage from, HttpContext to)
    {
        to.Response.StatusCode = (int)from.StatusCode;
        to.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = from.ReasonPhrase;
        foreach (
            var (name, values) in from.Headers.NonValidated.Concat(
                from.Content.Headers.NonValidated
            )
        )
        {
            if (IsPassedOn(name))
            {
                to.Response.Headers[name] = new StringValues([.. values]);
            }
        }
    }

    private static bool IsPassedOn(string header) =>
        !OfConnection.Contains(header) && !header.StartsWith(':');
}
