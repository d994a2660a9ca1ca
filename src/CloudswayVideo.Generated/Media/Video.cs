namespace CloudswayVideo;

/// <summary>
/// A finished video, where the service has put it. Its URL expires; download it at once. Only https URLs are fetched, and
/// none that leads, itself or by a name or a redirect, to a private, link-local or other address of this machine's network;
/// with a <see cref="CloudswayOptions.BaseUrl"/> that is such an address itself, as that of a mock, all http URLs are. An
/// HTTP client of your own for the media does not look where names and redirects lead.
/// </summary>
public sealed class Video
{
    private readonly CloudswayClient _client;
    private readonly VideoJobUpdate _update;

    internal Video(CloudswayClient client, VideoJobUpdate update)
    {
        _client = client;
        _update = update;
    }

    /// <summary>The id of the job that made the video.</summary>
    public string JobId => _update.JobId;

    /// <summary>The signed URL, exactly as the service sent it. Whoever has it can download the video: do not log it.</summary>
    public required string Url { get; init; }

    /// <summary>When the URL expires, where the service says so.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The name the service gave the file; the same for every video. Never use it as a path.</summary>
    public string? FileName { get; init; }

    /// <summary>The width in pixels, where the family tells (Hailuo does).</summary>
    public int? Width { get; init; }

    /// <summary>The height in pixels, where the family tells (Hailuo does).</summary>
    public int? Height { get; init; }

    /// <summary>
    /// Downloads the video without the access key. The file appears whole or not at all: it is written beside its target,
    /// as "<paramref name="path"/>.JOB.part", checked and then renamed. A transfer that breaks off, or brings no byte for
    /// 60 seconds, is continued, up to five times for each megabyte. If it fails for good, is cancelled or its process is
    /// killed, the next call continues it where the storage proves that it is still the same file. A URL that has expired
    /// is replaced by a fresh one, once, and never by a new job.
    /// </summary>
    /// <param name="path">The file to save it as, in a folder that exists; an existing file is replaced once the new one is whole.</param>
    /// <param name="progress">
    /// Hears how many bytes are there, those of an earlier call included, and how many there will be; fewer than before if
    /// the download had to start anew. What it throws does not end the download.
    /// </param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The number of bytes saved.</returns>
    /// <exception cref="VideoDownloadException">The video could not be fetched whole; its job is still there.</exception>
    /// <exception cref="CloudswayException">The URL has expired and the service gave no fresh one.</exception>
    /// <exception cref="IOException">The file cannot be written, or another download of this video to it is under way.</exception>
    /// <exception cref="UnauthorizedAccessException">Nothing may be written there.</exception>
    public async Task<long> SaveAsync(
        string path,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return await _client
            .Diagnostics.ObserveDownloadAsync(
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
    /// Downloads the video without the access key into a stream. A transfer that breaks off, or brings no byte for 60
    /// seconds, is continued where the storage proves that it is still the same file; a URL that has expired is replaced by
    /// a fresh one, once. After a failure the stream holds a part of the video, and a new call starts from the beginning.
    /// </summary>
    /// <param name="destination">A writable stream; it is written from where it stands, and neither flushed nor closed.</param>
    /// <param name="progress">Hears how many bytes were written, and how many there will be. What it throws does not end the download.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The stream cannot be written.</exception>
    /// <exception cref="VideoDownloadException">The video could not be fetched whole; its job is still there.</exception>
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

        return await _client
            .Diagnostics.ObserveDownloadAsync(
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
                _client.MediaClient,
                _client.Options,
                JobId,
                sink,
                progress,
                _client.Diagnostics
            ),
            sink,
            _client.Options.TimeProvider,
            _client.Diagnostics
        ).RunAsync(Url, FreshUrlAsync, cancellationToken);

    private async Task<string> FreshUrlAsync(CancellationToken cancellationToken)
    {
        var fresh = await _client
            .GetVideoAsync(_update, fresh: true, cancellationToken)
            .ConfigureAwait(false);
        return fresh?.Url ?? throw new VideoWithoutOutputException(_update);
    }
}
