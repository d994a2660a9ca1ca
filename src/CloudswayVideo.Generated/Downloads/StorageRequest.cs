using System.Net;
using System.Net.Http.Headers;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Requests a video, or the rest of it, from the storage. It follows redirects itself and checks each of them like the
/// first URL: the handler of an HTTP client would follow them to any address.
/// </summary>
internal sealed class StorageRequest(
    HttpClient client,
    StorageNetwork network,
    string jobId,
    bool isTrusted,
    Func<HttpRequestMessage, CancellationToken, Task>? authorize
)
{
    private const int MaximumRedirects = 10;

    /// <param name="url">The URL of the video.</param>
    /// <param name="sink">
    /// What was downloaded already. Only the rest is requested if the storage can prove that it belongs to the start.
    /// </param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="VideoDownloadException">There is no response, or a URL is refused.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        string url,
        VideoSink sink,
        CancellationToken cancellationToken
    )
    {
        Uri.TryCreate(url, UriKind.Absolute, out var location);
        for (var redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            using var request = Create(location, sink);
            if (authorize is not null)
            {
                await authorize(request, cancellationToken).ConfigureAwait(false);
            }

            var response = await network
                .RunAsync(
                    token =>
                        client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token),
                    cancellationToken
                )
                .ConfigureAwait(false);
            if (!IsRedirect(response.StatusCode))
            {
                return response;
            }

            using (response)
            {
                location = Redirected(response, location!);
            }
        }

        throw Failure($"its storage redirects more than {MaximumRedirects} times.");
    }

    private HttpRequestMessage Create(Uri? location, VideoSink sink)
    {
        if (MediaAddress.Problem(location, isTrusted) is { } problem)
        {
            throw Failure(problem);
        }

        var request = new HttpRequestMessage(HttpMethod.Get, location);
        // In an encoded response, ranges and lengths would not be those of the video.
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (isTrusted)
        {
            MediaAddress.AllowLocal(request);
        }

        if (sink.CanBeContinued)
        {
            request.Headers.Range = new RangeHeaderValue(sink.Length, null);
            request.Headers.IfRange = new RangeConditionHeaderValue(sink.Version.Tag!);
        }

        return request;
    }

    private Uri? Redirected(HttpResponseMessage response, Uri from)
    {
        if (response.Headers.Location is not { } to)
        {
            throw Failure(
                $"its storage answered HTTP {(int)response.StatusCode} without a usable Location header."
            );
        }

        Uri.TryCreate(from, to.OriginalString, out var target);
        return target;
    }

    private static bool IsRedirect(HttpStatusCode status) =>
        status
            is HttpStatusCode.MultipleChoices
                or HttpStatusCode.MovedPermanently
                or HttpStatusCode.Found
                or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect
                or HttpStatusCode.PermanentRedirect;

    private VideoDownloadException Failure(string reason) =>
        new(jobId, reason) { DownloadStep = NextStep.Stop };
}
