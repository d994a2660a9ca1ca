using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;

namespace CloudswayVideo.Transport;

/// <summary>
/// Undoes the encodings of a body. None is asked for, but an object may have been stored encoded, some gateways and
/// storages encode whatever was asked, and an HTTP client of the application may not undo it.
/// </summary>
internal static class ContentDecoding
{
    private const int StartLength = 8;

    /// <summary>Tells by its first bytes, up to eight, that a body is not encoded, whatever its label says.</summary>
    public delegate bool IsPlain(ReadOnlySpan<byte> start);

    /// <summary>
    /// Whether a body is encoded, so that neither its length nor its ranges are those of the content.
    /// </summary>
    public static bool IsEncoded(HttpContent content) =>
        content.Headers.NonValidated.Contains("Content-Encoding") && Encodings(content).Any();

    /// <summary>The body without its encodings.</summary>
    public static async Task<Stream> DecodeAsync(
        HttpContent content,
        Stream body,
        IsPlain isPlain,
        CancellationToken cancellationToken
    )
    {
        foreach (var encoding in Encodings(content).Reverse())
        {
            body = await DecodeAsync(encoding, body, isPlain, cancellationToken)
                .ConfigureAwait(false);
        }

        return body;
    }

    private static async Task<Stream> DecodeAsync(
        string encoding,
        Stream body,
        IsPlain isPlain,
        CancellationToken cancellationToken
    )
    {
        var reader = PipeReader.Create(body);
        var start = await ReadStartAsync(reader, cancellationToken).ConfigureAwait(false);
        var stream = reader.AsStream();
        return encoding switch
        {
            _ when isPlain(start) => stream,
            "br" => new BrotliStream(stream, CompressionMode.Decompress),
            "gzip" => new GZipStream(stream, CompressionMode.Decompress),
            // "deflate" means zlib, but some servers send what zlib would wrap.
            _ when IsZLib(start) => new ZLibStream(stream, CompressionMode.Decompress),
            _ => new DeflateStream(stream, CompressionMode.Decompress),
        };
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

    // Other labels, "identity" and "aws-chunked" among them, mean nothing for what arrives.
    private static IEnumerable<string> Encodings(HttpContent content) =>
        content
            .Headers.ContentEncoding.Select(name => name.Trim().ToLowerInvariant())
            .Select(name => name == "x-gzip" ? "gzip" : name)
            .Where(name => name is "gzip" or "br" or "deflate");
}
