using CloudswayVideo.Diagnostics;

namespace CloudswayVideo;

/// <summary>
/// A finished video at the URL where the service stores it. The URL expires, so save the video at once. Only https URLs
/// with public addresses are fetched: a URL, a host name or a redirect that leads to this machine, its network, a
/// cloud's metadata service or another special address is refused. If <see cref="CloudswayOptions.BaseUrl"/> is itself
/// such an address, for example that of a mock, local addresses and http URLs are fetched as well.
/// </summary>
/// <remarks>
/// All addresses of a host name are checked before a connection is opened. Behind a proxy (HTTPS_PROXY) the proxy
/// resolves names, so the proxy must refuse names of local addresses; addresses in URLs and redirects are still
/// checked. With a media HTTP client of your own, or handlers of your own that replace its connections, names are not
/// checked, and redirects are checked only if that client does not follow them itself.
/// </remarks>
public sealed partial class Video
{
    private readonly HttpClient _httpClient;
    private readonly CloudswayOptions _options;
    private readonly ClientDiagnostics _diagnostics;
    private readonly Func<CancellationToken, Task<string>> _freshUrl;

    /// <param name="jobId">The id of the job.</param>
    /// <param name="httpClient">The HTTP client that fetches the video, without the access key.</param>
    /// <param name="options">The options of the client.</param>
    /// <param name="diagnostics">The diagnostics of the client.</param>
    /// <param name="freshUrl">Asks the service for a URL that has not expired.</param>
    internal Video(
        string jobId,
        HttpClient httpClient,
        CloudswayOptions options,
        ClientDiagnostics diagnostics,
        Func<CancellationToken, Task<string>> freshUrl
    ) =>
        (JobId, _httpClient, _options, _diagnostics, _freshUrl) = (
            jobId,
            httpClient,
            options,
            diagnostics,
            freshUrl
        );

    /// <summary>The id of the job that made the video.</summary>
    public string JobId { get; }

    /// <summary>
    /// The signed URL, exactly as the service sent it. It lets anyone download the video: do not log it. If the
    /// contract has an operation that returns the video itself, this is the URL of that operation, which needs the
    /// access key.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>When the URL expires; null if the service does not say.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>
    /// The service's name for the file, the same for every video; null if it sent none. Never use it as a path.
    /// </summary>
    public string? FileName { get; init; }

    /// <summary>
    /// The other videos of the job, in the order of the reply; empty if there is only this one. They are paid for as
    /// well, so save them too, for example with <see cref="SaveAllAsync"/>.
    /// </summary>
    public IReadOnlyList<Video> Others { get; init; } = [];

    /// <summary>Adds the access key to a request to <see cref="Url"/>; null for a signed URL.</summary>
    internal Func<HttpRequestMessage, CancellationToken, Task>? Authorize { get; init; }

    /// <summary>The width in pixels; null if the family does not send it.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels; null if the family does not send it.</summary>
    public int? Height { get; init; }

    /// <summary>The id of the job; never the URL.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"Video of job {JobId}";
}
