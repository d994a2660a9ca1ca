using System.IO.Compression;
using System.Net.Http.Headers;

namespace CloudswayVideo.Http;

/// <summary>
/// Undoes the Content-Encoding of a reply. Nothing here asks for one, but gateways, storages and the handlers of an
/// application add it, and an HTTP client of the application may not undo it.
/// </summary>
internal static class ContentDecoding
{
    private const string Header = "Content-Encoding";

    /// <summary>Whether the bytes on the wire are not those of the content.</summary>
    public static bool IsEncoded(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues(Header, out var values)
        && values.Any(value => !value.Equals("identity", StringComparison.OrdinalIgnoreCase));

    /// <summary>The content as it was before it was encoded; as it is where the encoding is not known.</summary>
    public static Stream Decode(Stream stream, HttpContentHeaders headers)
    {
        if (!headers.NonValidated.TryGetValues(Header, out var values))
        {
            return stream;
        }

        // The last encoding named was applied last.
        foreach (var encoding in values.SelectMany(value => value.Split(',')).Reverse())
        {
            stream = encoding.Trim().ToUpperInvariant() switch
            {
                "GZIP" or "X-GZIP" => new GZipStream(stream, CompressionMode.Decompress),
                "BR" => new BrotliStream(stream, CompressionMode.Decompress),
                "DEFLATE" => new ZLibStream(stream, CompressionMode.Decompress),
                _ => stream,
            };
        }

        return stream;
    }
}
