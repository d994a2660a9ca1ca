using System.Net;
using System.Net.Http.Headers;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Asks the storage for a video, or for the rest of it, and follows its redirects, each of which is checked as the
/// first URL is: a handler that follows them by itself would go wherever they lead.
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

    /// <param name="url">Where the video is.</param>
    /// <param name="sink">
    /// What was downloaded already: the rest is requested if the storage can prove that it belongs to it.
    /// </param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="VideoDownloadException">There is no answer, or it may not be asked for.</exception>
    public async Task<HttpResponseMessage> SendAsync(
        string url,
        VideoSink sink,
        CancellationToken cancellationToken
    )
    {
        Uri.TryCreate(url, UriKind.Absolute, out var place);
        for (var redirects = 0; redirects <= MaximumRedirects; redirects++)
        {
            using var request = Create(place, sink);
            // Where a redirect leads, the key must not go.
            if (redirects == 0 && authorize is not null)
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
                place = Target(response, place!);
            }
        }

        throw Failure($"its storage redirects more than {MaximumRedirects} times.");
    }

    private HttpRequestMessage Create(Uri? place, VideoSink sink)
    {
        if (MediaAddress.Problem(place, isTrusted) is { } problem)
        {
            throw Failure(problem);
        }

        var request = new HttpRequestMessage(HttpMethod.Get, place);
        // Ranges and lengths are those of the video only where it travels as it is.
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

    private Uri? Target(HttpResponseMessage response, Uri place)
    {
        if (response.Headers.Location is not { } location)
        {
            throw Failure($"its storage answered {(int)response.StatusCode} and no URL.");
        }

        Uri.TryCreate(place, location.OriginalString, out var target);
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
        new(jobId, reason) { Fault = NextStep.Stop };
}
