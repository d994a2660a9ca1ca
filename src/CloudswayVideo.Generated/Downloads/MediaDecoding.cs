using System.IO.Compression;
using System.IO.Pipelines;

namespace CloudswayVideo.Downloads;

/// <summary>
/// Undoes the encodings of a body. None is asked for, but an object may have been stored encoded, and some storages
/// encode whatever was asked.
/// </summary>
internal static class MediaDecoding
{
    /// <summary>Whether a body is encoded, so that neither its length nor its ranges are those of the video.</summary>
    public static bool IsEncoded(HttpContent content) => Encodings(content).Any();

    /// <summary>The body without its encodings; one that is not encoded, whatever its label says, as it is.</summary>
    public static async Task<Stream> DecodeAsync(
        HttpContent content,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        foreach (var encoding in Encodings(content).Reverse())
        {
            body = await DecodeAsync(encoding, body, cancellationToken).ConfigureAwait(false);
        }

        return body;
    }

    private static async Task<Stream> DecodeAsync(
        string encoding,
        Stream body,
        CancellationToken cancellationToken
    )
    {
        var reader = PipeReader.Create(body);
        var start = await ReadStartAsync(reader, cancellationToken).ConfigureAwait(false);
        var stream = reader.AsStream();
        return encoding switch
        {
            _ when Mp4Boxes.CanStartWith(start) => stream,
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            // "deflate" means zlib, but some servers send what zlib would wrap.
            _ when start is [var first, var second, ..]
                    && (first & 0x0F) == 8
                    && ((first << 8) | second) % 31 == 0 => new ZLibStream(
                stream,
                CompressionMode.Decompress
            ),
            _ => new DeflateStream(stream, CompressionMode.Decompress),
        };
    }

    private static async Task<byte[]> ReadStartAsync(
        PipeReader reader,
        CancellationToken cancellationToken
    )
    {
        var result = await reader
            .ReadAtLeastAsync(Mp4Boxes.ShortHeader, cancellationToken)
            .ConfigureAwait(false);
        var start = result.Buffer.Slice(0, Math.Min(Mp4Boxes.ShortHeader, result.Buffer.Length));
        var bytes = System.Buffers.BuffersExtensions.ToArray(start);
        reader.AdvanceTo(result.Buffer.Start);
        return bytes;
    }

    // Other labels, "identity" and "aws-chunked" among them, mean nothing for what arrives; its boxes tell what it is.
    private static IEnumerable<string> Encodings(HttpContent content) =>
        content
            .Headers.ContentEncoding.Select(name => name.Trim().ToLowerInvariant())
            .Select(name => name == "x-gzip" ? "gzip" : name)
            .Where(name => name is "gzip" or "br" or "deflate");
}
