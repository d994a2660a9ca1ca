using CloudswayVideo.Jobs;

namespace CloudswayVideo;

/// <summary>A finished video, where the service has put it. Its URL expires; download it at once.</summary>
public sealed class Video
{
    private readonly IVideoJobSource _source;
    private readonly HttpClient _mediaClient;
    private readonly VideoJobUpdate _update;

    internal Video(IVideoJobSource source, HttpClient mediaClient, VideoJobUpdate update)
    {
        _source = source;
        _mediaClient = mediaClient;
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
    /// checked and then renamed. A URL that has expired is replaced by a fresh one, never by a new job.
    /// </summary>
    /// <param name="path">Where to save it; an existing file is replaced once the new one is whole.</param>
    /// <param name="progress">Hears how many bytes have arrived.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <returns>The number of bytes saved.</returns>
    /// <exception cref="VideoDownloadException">The video could not be fetched whole; its job is still there.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<long> SaveAsync(string path, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        try
        {
            return await VideoDownload.SaveAsync(_mediaClient, JobId, Url, path, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (VideoDownloadException exception) when (exception.IsExpired)
        {
            var fresh = await _source.GetVideoAsync(_update, fresh: true, cancellationToken).ConfigureAwait(false) ?? throw new VideoWithoutOutputException(_update);
            return await VideoDownload.SaveAsync(_mediaClient, JobId, fresh.Url, path, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The job's id; never the URL.</summary>
    /// <returns>A few words.</returns>
    public override string ToString() => $"Video of job {JobId}";
}
