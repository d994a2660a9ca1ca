using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// The default HTTP client for videos. It adds no access key: the storage is another host, which must not get the key.
/// </summary>
internal static class MediaHttpClient
{
    public static HttpClient Shared { get; } = ApiHttpClient.Create(CreateHandler());

    /// <summary>Creates the handler of such a client.</summary>
    public static HttpMessageHandler CreateHandler() =>
        new MediaHandler(ApiHttpClient.CreateSockets);
}
