using System.Text;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace CloudswayVideo.MockServer.Forwarding;

/// <summary>Sends a client's request to the real gateway, once.</summary>
internal sealed class Gateway(Uri url) : IDisposable
{
    // Headers of one HTTP/1.1 connection; the two sides have different connections.
    private static readonly HashSet<string> ConnectionHeaders = new(
        StringComparer.OrdinalIgnoreCase
    )
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
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        }
    )
    {
        // The client has a timeout of its own.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public void Dispose() => _http.Dispose();

    /// <summary>The address at the gateway; null if the request is outside of its base URL.</summary>
    /// <param name="request">The request.</param>
    /// <param name="basePaths">The paths of the contract's servers, which that of the gateway replaces.</param>
    public Uri? AddressOf(HttpRequest request, IEnumerable<string> basePaths)
    {
        var path = PathOf(request);
        var root = url.AbsolutePath.TrimEnd('/');
        if (root.Length > 0)
        {
            var basePath = basePaths
                .Append(root)
                .FirstOrDefault(prefix => path.StartsWith(prefix + "/", StringComparison.Ordinal));
            if (basePath is null)
            {
                return null;
            }

            path = root + path[basePath.Length..];
        }

        return new Uri($"{url.GetLeftPart(UriPartial.Authority)}{path}{request.QueryString}");
    }

    // As it was sent, because a decoded path has lost which of its escapes were escaped themselves ("%252F").
    private static string PathOf(HttpRequest request)
    {
        var target = request
            .HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>()
            .RawTarget;
        return target.StartsWith('/')
            // Without dot segments, which could lead out of the base URL.
            ? new Uri($"http://mock{target.Split('?')[0]}").AbsolutePath
            : request.Path.ToUriComponent();
    }

    public async Task<HttpResponseMessage> SendAsync(
        HttpRequest request,
        Uri address,
        ReadOnlyMemory<byte> body,
        CancellationToken cancellationToken
    )
    {
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), address);
        // Without this content the handler would repeat the request when a connection breaks.
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            message.Content = new OnePassContent(body);
        }

        foreach (var (name, values) in request.Headers)
        {
            IEnumerable<string?> all = values;
            if (
                IsForwarded(name, request.Headers.Connection)
                && !message.Headers.TryAddWithoutValidation(name, all)
            )
            {
                message.Content?.Headers.TryAddWithoutValidation(name, all);
            }
        }

        return await _http
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Copies the status and the headers of the gateway's reply.</summary>
    public static void CopyHead(HttpResponseMessage from, HttpContext to)
    {
        to.Response.StatusCode = (int)from.StatusCode;
        // Beside chunks the length means nothing, and without a body Kestrel would miss the bytes.
        var hasLength =
            from.Headers.TransferEncodingChunked != true
            && MockReply.HasBody(to.Response.StatusCode);
        to.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = from.ReasonPhrase;
        var headers = from.Headers.NonValidated.Concat(from.Content.Headers.NonValidated);
        foreach (var (name, values) in headers)
        {
            try
            {
                if (
                    IsForwarded(name, from.Headers.Connection)
                    && (hasLength || name != "Content-Length")
                )
                {
                    to.Response.Headers[name] = new StringValues([.. values]);
                }
            }
            catch (InvalidOperationException)
            {
                // Kestrel sends no control characters. The rest of the reply may hold the id of a paid job.
            }
        }
    }

    // "Connection" names further headers of the connection.
    private static bool IsForwarded(string header, IEnumerable<string?> connection) =>
        !ConnectionHeaders.Contains(header)
        && !header.StartsWith(':')
        && !connection
            .SelectMany(names => (names ?? "").Split(',', StringSplitOptions.TrimEntries))
            .Contains(header, StringComparer.OrdinalIgnoreCase);
}
