namespace CloudswayVideo.Transport;

/// <summary>
/// The URL of an operation of the service that returns a video. Only a request to this URL may have the access key.
/// </summary>
internal sealed class ContentReply(
    string url,
    Func<HttpRequestMessage, CancellationToken, Task> authorize
) : IVideoReply
{
    public string? Url => url;

    /// <summary>Adds the headers of the contract to a request to the URL: the access key and constants.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task> Authorize => authorize;

    ServiceReply? IReply.Source { get; set; }
}
