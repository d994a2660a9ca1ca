using System.Globalization;
using CloudswayVideo.Downloads;

namespace CloudswayVideo;

public partial class Video
{
    // How many characters from the end of a job's id the names of further files have.
    private const int ShownIdLength = 12;

    /// <summary>
    /// Downloads the video to a file. The access key is sent only to an operation of the service that returns the
    /// video, never to the storage. The file appears complete or not at all: the bytes are written beside it, to
    /// "<paramref name="path"/>.JOB.part" (or a shorter name if that is too long), checked, and renamed at the end. If
    /// the call fails, is cancelled, or its process is killed, the next call with the same path continues the
    /// download, provided the storage proves that the file is still the same.
    /// </summary>
    /// <remarks>
    /// The transfer is repeated from where it stopped if it breaks off, if no byte arrives for 60 seconds, or if less
    /// than 60 KB (61,440 bytes) arrive in 60 seconds of waiting: up to five attempts, counted anew after each
    /// megabyte (1,048,576 bytes). If the storage refuses the URL, for example because it expired, the service is
    /// asked for a fresh one, once per attempt; no job is submitted. At most <see
    /// cref="CloudswayOptions.MaximumVideoBytes"/> are saved.
    /// </remarks>
    /// <param name="path">
    /// The file, in a folder that exists. A regular file there is replaced once the download is complete; a symbolic
    /// link, a device, a pipe or a socket is refused.
    /// </param>
    /// <param name="progress">
    /// Receives how many bytes are saved, those of an earlier call included, and how many bytes the video has. The
    /// number falls if the download has to start again. An exception that it throws is ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The number of bytes saved.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="VideoDownloadException">
    /// The video could not be downloaded completely; the job and its video are still at the service.
    /// </exception>
    /// <exception cref="CloudswayException">The URL has expired, and the service did not send a fresh one.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, is not a regular file, or another download of this video to it is running.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The rights on the folder or the file are missing.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
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
    /// Downloads the video to a stream. The access key is sent only to an operation of the service that returns the
    /// video, never to the storage. The transfer is repeated, and an expired URL is replaced, as <see
    /// cref="SaveAsync(string, IProgress{TransferProgress}, CancellationToken)"/> does. After a failure the stream
    /// holds a part of the video; a new call writes the video from its first byte.
    /// </summary>
    /// <param name="destination">
    /// A writable stream. It is written from its current position, and neither flushed nor closed.
    /// </param>
    /// <param name="progress">
    /// Receives how many bytes are written, and how many bytes the video has. An exception that it throws is ignored.
    /// </param>
    /// <param name="cancellationToken">Cancels the download.</param>
    /// <returns>The number of bytes written.</returns>
    /// <exception cref="ArgumentException">The stream is not writable.</exception>
    /// <exception cref="VideoDownloadException">
    /// The video could not be downloaded completely; the job and its video are still at the service.
    /// </exception>
    /// <exception cref="CloudswayException">The URL has expired, and the service did not send a fresh one.</exception>
    /// <exception cref="IOException">Writing to the stream failed.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
    public async Task<long> SaveAsync(
        Stream destination,
        IProgress<TransferProgress>? progress = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (!destination.CanWrite)
        {
            throw new ArgumentException("The stream is not writable.", nameof(destination));
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
    /// Downloads all videos of the job, this one and <see cref="Others"/>, one after another, as <see
    /// cref="SaveAsync(string, IProgress{TransferProgress}, CancellationToken)"/> does.
    /// </summary>
    /// <param name="path">The file for this video; <see cref="PathsFor"/> names the files of the others.</param>
    /// <param name="progress">Receives how many bytes of the current video are saved.</param>
    /// <param name="cancellationToken">Cancels the download; complete files stay.</param>
    /// <returns>The files, as <see cref="PathsFor"/> names them.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="CloudswayException">
    /// A video could not be downloaded completely; the job and its videos are still at the service.
    /// </exception>
    /// <exception cref="IOException">A file cannot be written, or is not a regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">The rights on the folder or a file are missing.</exception>
    /// <exception cref="OperationCanceledException">The download was cancelled.</exception>
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
    /// The files that <see cref="SaveAllAsync"/> writes, such as "fox.mp4" and "fox.0123456789ab-2.mp4". The names of
    /// further videos have the last 12 characters of the job's id, so that they do not replace files of another job.
    /// </summary>
    /// <param name="path">The file for this video.</param>
    /// <returns>A path for this video and for each of <see cref="Others"/>.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public IReadOnlyList<string> PathsFor(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var extension = Path.GetExtension(path);
        var id = JobId[^Math.Min(ShownIdLength, JobId.Length)..];
        var others = Enumerable
            .Range(2, Others.Count)
            .Select(number =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{path[..^extension.Length]}.{id}-{number}{extension}"
                )
            );
        return [path, .. others];
    }

    /// <summary>
    /// Checks that a video can be saved to a path, before you pay for one. It throws as <see cref="SaveAsync(string,
    /// IProgress{TransferProgress}, CancellationToken)"/> would, and creates and deletes a file in the folder for that.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    /// <exception cref="IOException">
    /// The path is a folder, a symbolic link, a device, a pipe or a socket, its folder does not exist, or its name is
    /// too long.
    /// </exception>
    /// <exception cref="UnauthorizedAccessException">The rights on the folder or the file are missing.</exception>
    public static void CheckTarget(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        PartialFile.CheckTarget(path);
    }

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
