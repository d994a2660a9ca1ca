using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace CloudswayVideo.Transport;

/// <summary>
/// Decompresses a body. The client asks for no compression, but a file may be stored compressed, and some servers
/// compress regardless of the request. The HTTP client of an application may not decompress.
/// </summary>
internal static class ContentDecoding
{
    private const int StartLength = 8;

    /// <summary>
    /// Recognizes a body that is not encoded, despite its header, by its first bytes (at most eight).
    /// </summary>
    public delegate bool IsPlain(ReadOnlySpan<byte> start);

    /// <summary>Whether a body is encoded. Its length and its ranges are then not those of the content.</summary>
    public static bool IsEncoded(HttpContent content) =>
        content.Headers.NonValidated.Contains("Content-Encoding") && Encodings(content).Any();

    /// <summary>The decoded body.</summary>
    public static async Task<Stream> DecodeAsync(
        HttpContent content,
        Stream body,
        IsPlain isPlain,
        CancellationToken cancellationToken
    )
    {
        foreach (var encoding in Encodings(content).Reverse())
        {
            var reader = PipeReader.Create(body);
            var start = await ReadStartAsync(reader, cancellationToken).ConfigureAwait(false);
            var stream = reader.AsStream();
            body = encoding switch
            {
                _ when isPlain(start) => stream,
                "br" => new BrotliStream(stream, CompressionMode.Decompress),
                "gzip" => new GZipStream(stream, CompressionMode.Decompress),
                // "deflate" means zlib, but some servers send raw deflate.
                _ when IsZLib(start) => new ZLibStream(stream, CompressionMode.Decompress),
                _ => new DeflateStream(stream, CompressionMode.Decompress),
            };
        }

        return body;
    }

    private static bool IsZLib(byte[] start) =>
        start is [var first, var second, ..]
        && (first & 0x0F) == 8
        && ((first << 8) | second) % 31 == 0;

    private static async Task<byte[]> ReadStartAsync(
        PipeReader reader,
        CancellationToken cancellationToken
    )
    {
        var result = await reader
            .ReadAtLeastAsync(StartLength, cancellationToken)
            .ConfigureAwait(false);
        var start = result.Buffer.Slice(0, Math.Min(StartLength, result.Buffer.Length)).ToArray();
        reader.AdvanceTo(result.Buffer.Start);
        return start;
    }

    // Other values, such as "identity" and "aws-chunked", do not change the bytes that arrive.
    private static IEnumerable<string> Encodings(HttpContent content) =>
        content
            .Headers.ContentEncoding.Select(name => name.Trim().ToLowerInvariant())
            .Select(name => name == "x-gzip" ? "gzip" : name)
            .Where(name => name is "gzip" or "br" or "deflate");
}
