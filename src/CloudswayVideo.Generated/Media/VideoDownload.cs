using System.Net;

namespace CloudswayVideo;

/// <summary>Fetches a video into a file that is whole or absent.</summary>
internal static class VideoDownload
{
    private const int BufferSize = 80 * 1024;

    public static async Task<long> SaveAsync(HttpClient client, string jobId, string url, string path, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        var partial = $"{target}.{Guid.NewGuid():N}.part";
        try
        {
            var length = await FetchAsync(client, jobId, url, partial, progress, cancellationToken).ConfigureAwait(false);
            File.Move(partial, target, overwrite: true);
            return length;
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<long> FetchAsync(HttpClient client, string jobId, string url, string partial, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(url), HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                throw new VideoDownloadException(jobId, $"its storage answered {(int)response.StatusCode}.") { IsExpired = response.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Gone };
            }

            var file = new FileStream(partial, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, useAsync: true);
            await using (file.ConfigureAwait(false))
            {
                var length = await CopyAsync(await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false), file, progress, cancellationToken).ConfigureAwait(false);
                Check(jobId, file, length, response.Content.Headers.ContentLength);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
                return length;
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or HttpIOException or UriFormatException)
        {
            throw new VideoDownloadException(jobId, Redaction.Of(exception.Message), exception);
        }
    }

    private static async Task<long> CopyAsync(Stream source, FileStream file, IProgress<long>? progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        long length = 0;
        for (int count; (count = await source.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken).ConfigureAwait(false);
            progress?.Report(length += count);
        }

        return file.Length;
    }

    // A connection that ends early looks like the end of the video when no length was announced; an MP4 starts with "ftyp".
    private static void Check(string jobId, FileStream file, long length, long? announced)
    {
        if (announced is { } expected && expected != length)
        {
            throw new VideoDownloadException(jobId, $"{length:N0} of {expected:N0} bytes arrived.");
        }

        Span<byte> start = stackalloc byte[8];
        if (RandomAccess.Read(file.SafeFileHandle, start, 0) < 8 || !start[4..].SequenceEqual("ftyp"u8))
        {
            throw new VideoDownloadException(jobId, "what arrived is no MP4.");
        }
    }
}
