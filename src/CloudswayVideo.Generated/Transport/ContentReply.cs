namespace CloudswayVideo.Transport;

/// <summary>
/// The place of a video that an operation of the service answers with. Only a request to this URL may carry the key.
/// </summary>
internal sealed class ContentReply(
    string url,
    Func<HttpRequestMessage, CancellationToken, Task> authorize
) : IVideoReply
{
    public string? Url => url;

    /// <summary>Gives a request to the URL what the contract asks for: the key and constant headers.</summary>
    public Func<HttpRequestMessage, CancellationToken, Task> Authorize => authorize;

    ServiceReply? IReply.Source { get; set; }
}
