namespace CloudswayVideo.Transport;

/// <summary>
/// The URL of an operation of the service that returns a video. Only a request to this URL may have the access key.
/// </summary>
internal sealed class ContentReply(
    string url,
    Func<HttpRequestMessage, CancellationToken, Task> addHeaders
) : IVideoReply
{
    private readonly Uri _url = new(url);

    public string? Url => url;

    /// <summary>
    /// Adds the headers of the contract, the access key and constants, to a request to the URL. A request to another
    /// URL, to which a redirect or a later reply leads, stays as it is.
    /// </summary>
    public Task AuthorizeAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.RequestUri == _url ? addHeaders(request, cancellationToken) : Task.CompletedTask;

    ServiceReply? IReply.Source { get; set; }
}
