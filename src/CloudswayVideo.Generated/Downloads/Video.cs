using System.Globalization;
using CloudswayVideo.Diagnostics;
using CloudswayVideo.Downloads;

namespace CloudswayVideo;

/// <summary>
/// A finished video, where the service has put it. Its URL expires; download it at once. Only https URLs are fetched,
/// and none that leads, by its address, its name or a redirect, to an address that is not public: one of this
/// machine, of its network, of a cloud's metadata service, or another special one. The addresses of a name are
/// checked before any of them is connected to. With a <see cref="CloudswayOptions.BaseUrl"/> that is such an address
/// itself, as that of a mock, all http URLs are fetched.
/// </summary>
/// <remarks>
/// Behind a proxy, as of HTTPS_PROXY, the proxy resolves names, so that it has to refuse names of local addresses
/// itself; addresses in URLs and redirects are checked all the same. With an HTTP client of your own for the media,
/// or handlers of your own that replace its connections, names are not checked, and redirects only if it does not
/// follow them by itself.
/// </remarks>
public sealed class Video
{
    private const int EndOfId = 12;

    private readonly HttpClient _httpClient;
    private readonly CloudswayOptions _options;
    private readonly ClientDiagnostics _diagnostics;
    private readonly Func<CancellationToken, Task<string>> _freshUrl;

    /// <param name="jobId">The id of the job.</param>
    /// <param name="httpClient">What fetches the video. It carries no key.</param>
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
    /// The signed URL, exactly as the service sent it. It lets anyone download the video: do not log it. Of a family
    /// whose contract has an operation that answers with the video itself, the URL of that operation, which asks for
    /// the key.
    /// </summary>
    public required string Url { get; init; }

    /// <summary>When the URL expires, where the service says so.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The name the service gave the file; the same for every video. Never use it as a path.</summary>
    public string? FileName { get; init; }

    /// <summary>
    /// The other videos of the job, in the order of the reply, where it made several; else none. They were paid for
    /// as this one was, so save them too.
    /// </summary>
    public IReadOnlyList<Video> Others { get; init; } = [];

    /// <summary>What a request to <see cref="Url"/> needs besides; null for a signed URL, which needs nothing.</summary>
    internal Func<HttpRequestMessage, CancellationToken, Task>? Authorize { get; init; }

    /// <summary>The width in pixels, where the family names it.</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels, where the family names it.</summary>
    public int? Height { get; init; }

    /// <summary>
    /// Downloads the video, without the access key but from an operation of the service itself. The file appears whole or not at all: it is written beside its
    /// target, as "<paramref name="path"/>.JOB.part" or under a shorter name where that would be too long, checked
    /// and then renamed. A transfer that breaks off, brings no byte for 60 seconds, or less than 60 KB (60 × 1,024
    /// bytes) in 60 seconds of waiting, is continued, up to five times for each megabyte; a storage that sends
    /// shorter ranges than it is asked for is asked for the next one. If the download fails for good, is cancelled or
    /// its process is killed, the next call continues it where the storage proves that it is still the same file. A
    /// URL that is refused, as an expired one is, is replaced by a fresh one, once, and never by a new job. At most
    /// <see cref="CloudswayOptions.MaximumVideoBytes"/> are saved.
    /// </summary>
    /// <param name="path">
    /// The file to save it as, in a folder that exists. An existing regular file is replaced once the new one is
    /// whole; a symbolic link, a device, a pipe and a socket are refused.
    /// </param>
    /// <param name="progress">
    /// Receives how many bytes are there, those of an earlier call included, and how many there will be; fewer than
    /// before if the download had to start anew. An exception of its own does not end the download.
    /// </param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The number of bytes saved.</returns>
    /// <exception cref="VideoDownloadException">
    /// The video could not be fetched whole; its job is still there.
    /// </exception>
    /// <exception cref="CloudswayException">The URL has expired and the service gave no fresh one.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, is no regular file, or another download of this video to it is under way.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public async Task<long> SaveAsync(
        string path,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return await _diagnostics
            .ObserveDownloadAsync(
                JobId,
                async () =>
                {
                    var file = await PartialFile
                        .OpenAsync(path, JobId, cancellationToken)
                        .ConfigureAwait(false);
                    await using (file.ConfigureAwait(false))
                    {
                        await DownloadAsync(file, progress, cancellationToken)
                            .ConfigureAwait(false);
                        await file.MoveToTargetAsync().ConfigureAwait(false);
                        return file.Length;
                    }
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Downloads the video into a stream, without the access key but from an operation of the service itself. A transfer that breaks off, brings no byte for 60
    /// seconds, or less than 60 KB in 60 seconds of waiting, is continued where the storage proves that it is still
    /// the same file; a URL that is refused is replaced by a fresh one, once. After a failure the stream holds a part
    /// of the video, and a new call starts from the beginning.
    /// </summary>
    /// <param name="destination">
    /// A writable stream; it is written from where it stands, and neither flushed nor closed.
    /// </param>
    /// <param name="progress">
    /// Receives how many bytes were written, and how many there will be. An exception of its own does not end the
    /// download.
    /// </param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="VideoDownloadException">
    /// The video could not be fetched whole; its job is still there.
    /// </exception>
    /// <exception cref="CloudswayException">The URL has expired and the service gave no fresh one.</exception>
    /// <exception cref="IOException">The stream failed.</exception>
    public async Task<long> SaveAsync(
        Stream destination,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
        {
            throw new ArgumentException("The stream cannot be written.", nameof(destination));
        }

        return await _diagnostics
            .ObserveDownloadAsync(
                JobId,
                async () =>
                {
                    var stream = new StreamSink(destination);
                    await DownloadAsync(stream, progress, cancellationToken).ConfigureAwait(false);
                    return stream.Length;
                }
            )
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Downloads all videos of the job, as <see cref="SaveAsync(string, IProgress{TransferProgress},
    /// CancellationToken)"/> does: this one, and <see cref="Others"/> beside it.
    /// </summary>
    /// <param name="path">The file to save this one as.</param>
    /// <param name="progress">Receives how many bytes of the video under way are there.</param>
    /// <param name="cancellationToken">Ends the download; files that are whole stay.</param>
    /// <returns>The files, as <see cref="PathsFor"/> names them.</returns>
    /// <exception cref="CloudswayException">A video could not be fetched whole; its job is still there.</exception>
    /// <exception cref="IOException">A file cannot be written, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public async Task<IReadOnlyList<string>> SaveAllAsync(
        string path,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        var paths = PathsFor(path);
        foreach (var (video, file) in Others.Prepend(this).Zip(paths))
        {
            await video.SaveAsync(file, progress, cancellationToken).ConfigureAwait(false);
        }

        return paths;
    }

    /// <summary>
    /// The files that <see cref="SaveAllAsync"/> makes: "fox.mp4", "fox.0123456789ab-2.mp4" and so on, with the end of
    /// the job's id, so that no file of another job has that name.
    /// </summary>
    /// <param name="path">The file of this video.</param>
    /// <returns>A path for this video and each of <see cref="Others"/>.</returns>
    public IReadOnlyList<string> PathsFor(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var start =
            $"{path[..^Path.GetExtension(path).Length]}.{JobId[^Math.Min(EndOfId, JobId.Length)..]}";
        var numbered = Enumerable
            .Range(2, Others.Count)
            .Select(number =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{start}-{number}{Path.GetExtension(path)}"
                )
            );
        return [path, .. numbered];
    }

    /// <summary>
    /// Fails as <see cref="SaveAsync(string, IProgress{TransferProgress}, CancellationToken)"/> would where no video
    /// can be saved: for a program that wants to know before it pays for one. A file is made in the folder for that,
    /// and removed.
    /// </summary>
    /// <param name="path">The file that a video is to be saved as.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="IOException">
    /// It is a folder, a symbolic link, a device, a pipe or a socket; its folder does not exist; its name is too long.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public static void CheckTarget(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        PartialFile.CheckTarget(path);
    }

    /// <summary>The job's id; never the URL.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => $"Video of job {JobId}";

    private Task DownloadAsync(
        VideoSink sink,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken
    ) =>
        new VideoDownload(
            new MediaTransfer(
                _httpClient,
                _options,
                JobId,
                sink,
                progress,
                _diagnostics,
                Authorize
            ),
            sink,
            _options.TimeProvider,
            _diagnostics
        ).RunAsync(Url, _freshUrl, cancellationToken);
}
