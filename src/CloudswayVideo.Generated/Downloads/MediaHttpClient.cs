using CloudswayVideo.Transport;

namespace CloudswayVideo.Downloads;

/// <summary>
/// The HTTP client that fetches videos, where the caller gives none. It never carries the access key: its hosts must
/// not see it.
/// </summary>
internal static class MediaHttpClient
{
    public static HttpClient Shared { get; } = ApiHttpClient.Create(CreateHandler());

    /// <summary>The handler of such a client.</summary>
    public static HttpMessageHandler CreateHandler() =>
        new MediaHandler(ApiHttpClient.CreateSockets);
}
