using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The JSON of a request, without the bytes of its images.</summary>
/// <param name="Json">The value; null without one.</param>
/// <param name="Problem">Why the body cannot be used; null if it can.</param>
/// <param name="StatusCode">The status code of the answer to a problem.</param>
internal sealed record RequestBody(
    JToken? Json,
    string? Problem,
    int StatusCode = StatusCodes.Status400BadRequest
)
{
    /// <summary>
    /// The most bytes of a body, also after decompression: twice the size of the largest documented image in base64.
    /// </summary>
    public const long MaximumLength = 64 << 20;

    /// <summary>A body with more bytes than that.</summary>
    public static RequestBody TooLarge { get; } =
        new(
            null,
            $"the body is larger than {MaximumLength} bytes",
            StatusCodes.Status413PayloadTooLarge
        );

    public static RequestBody Missing { get; } = new(null, "the body is missing");

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        try
        {
            if (Decompressed(request.Body, encoding) is not { } bytes)
            {
                return new RequestBody(
                    null,
                    "the body has a Content-Encoding that is none of gzip, deflate, br and identity",
                    StatusCodes.Status415UnsupportedMediaType
                );
            }

            await using (bytes.ConfigureAwait(false))
            {
                var (json, problem) = RequestJson.Parse(
                    await ReadTextAsync(bytes, request.HttpContext.RequestAborted)
                        .ConfigureAwait(false)
                );
                return new RequestBody(json, problem);
            }
        }
        catch (DecoderFallbackException)
        {
            return new RequestBody(null, "the body is no UTF-8");
        }
        catch (Exception exception)
            // The second is that of Brotli.
            when (exception is InvalidDataException or InvalidOperationException)
        {
            return new RequestBody(
                null,
                $"the body is not compressed as its Content-Encoding says, {encoding}"
            );
        }
        catch (BadHttpRequestException exception)
        {
            return exception.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TooLarge
                : new RequestBody(null, "the body is incomplete");
        }
    }

    private static async Task<string> ReadTextAsync(
        Stream bytes,
        CancellationToken cancellationToken
    )
    {
        using var text = new StreamReader(
            bytes,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
            detectEncodingFromByteOrderMarks: false
        );
        return await new DataUriCutter(text, MaximumLength)
            .ReadToEndAsync(cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Decompresses a body.</summary>
    /// <returns>The plain body; null if the encoding is not supported.</returns>
    public static Stream? Decompressed(Stream body, string encoding) =>
        encoding.ToUpperInvariant() switch
        {
            "" or "IDENTITY" => body,
            "GZIP" or "X-GZIP" => new GZipStream(body, CompressionMode.Decompress),
            "DEFLATE" => new ZLibStream(body, CompressionMode.Decompress),
            "BR" => new BrotliStream(body, CompressionMode.Decompress),
            _ => null,
        };
}
