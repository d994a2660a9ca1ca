using System.IO.Compression;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Downloads;

/// <summary>Downloads from a storage that compresses a video, although only the plain video was requested.</summary>
public sealed class EncodedDownloadTests
{
    private static readonly byte[] Plain = Mp4.OfLength(200_000);

    [Theory]
    [InlineData("gzip", false)]
    [InlineData("GZIP", false)]
    [InlineData("x-gzip", false)]
    [InlineData("br", false)]
    [InlineData("deflate", false)]
    [InlineData("gzip", true)]
    [InlineData("br", true)]
    [InlineData("deflate", true)]
    public async Task It_is_decoded(string encoding, bool hasOwnClient)
    {
        await using var server = Server(
            VideoServer.Sends(Encode(encoding, Plain), $"Content-Encoding: {encoding}\r\n")
        );
        using var client = new HttpClient();
        using var stream = new MemoryStream();
        var heard = new List<TransferProgress>();

        await (await server.VideoAsync(hasOwnClient ? client : null)).SaveAsync(
            stream,
            new Listener(heard.Add)
        );

        stream.ToArray().AsSpan().SequenceEqual(Plain).Should().BeTrue();
        heard.Should().OnlyContain(progress => progress.TotalBytes == null);
        server.Encodings.Should().Equal("identity");
    }

    [Fact]
    public async Task Raw_deflate_without_a_zlib_header_is_decoded()
    {
        await using var server = Server(
            VideoServer.Sends(Encode("raw", Plain), "Content-Encoding: deflate\r\n")
        );

        (await (await server.VideoAsync()).SaveAsync(new MemoryStream())).Should().Be(Plain.Length);
    }

    [Fact]
    public async Task Several_encodings_are_decoded_from_the_last_to_the_first()
    {
        var body = Encode("br", Encode("gzip", Plain));
        await using var server = Server(VideoServer.Sends(body, "Content-Encoding: gzip, br\r\n"));

        (await (await server.VideoAsync()).SaveAsync(new MemoryStream())).Should().Be(Plain.Length);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    [InlineData("aws-chunked")]
    public async Task A_plain_body_with_an_encoding_header_is_not_decoded(string encoding)
    {
        await using var server = Server(
            VideoServer.Sends(Plain, $"Content-Encoding: {encoding}\r\n")
        );

        (await (await server.VideoAsync()).SaveAsync(new MemoryStream())).Should().Be(Plain.Length);
    }

    [Fact]
    public async Task The_length_of_the_encoded_bytes_announces_the_end()
    {
        var body = Encode("gzip", Mp4.OfBoxes("ftyp moov moof mdat"));
        await using var server = Server(VideoServer.Sends(body, "Content-Encoding: gzip\r\n"));

        (await (await server.VideoAsync()).SaveAsync(new MemoryStream())).Should().Be(48);
    }

    [Fact]
    public async Task An_encoded_transfer_that_breaks_off_starts_again()
    {
        using var folder = new TemporaryFolder();
        var body = Encode("gzip", Plain);
        await using var server = Server(
            async (_, connection) =>
            {
                await connection.SendAsync(
                    $"HTTP/1.1 200 X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n"
                        + "Content-Encoding: gzip\r\nETag: \"one\"\r\n\r\n"
                );
                await connection.Stream.WriteAsync(body.AsMemory(0, body.Length / 2));
            },
            VideoServer.Sends(body, "Content-Encoding: gzip\r\n")
        );

        await (await server.VideoAsync()).SaveAsync(folder["v.mp4"]);

        (await File.ReadAllBytesAsync(folder["v.mp4"]))
            .AsSpan()
            .SequenceEqual(Plain)
            .Should()
            .BeTrue();
        server.Starts.Should().Equal(0, 0);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_body_that_cannot_be_decoded_is_a_failed_download(string encoding)
    {
        await using var server = Server([
            .. Enumerable.Repeat(
                VideoServer.Sends(
                    [.. Enumerable.Repeat((byte)0xFF, 1000)],
                    $"Content-Encoding: {encoding}\r\n"
                ),
                5
            ),
        ]);
        var video = await server.VideoAsync();

        var save = () => video.SaveAsync(new MemoryStream());

        await save.Should().ThrowAsync<VideoDownloadException>();
    }

    private static VideoServer Server(params StorageAnswer[] answers) =>
        new(answers) { Bytes = Plain };

    private static byte[] Encode(string encoding, byte[] bytes)
    {
        using var encoded = new MemoryStream();
        using (
            Stream stream = encoding.ToLowerInvariant() switch
            {
                "br" => new BrotliStream(encoded, CompressionLevel.Fastest),
                "deflate" => new ZLibStream(encoded, CompressionLevel.Fastest),
                "raw" => new DeflateStream(encoded, CompressionLevel.Fastest),
                _ => new GZipStream(encoded, CompressionLevel.Fastest),
            }
        )
        {
            stream.Write(bytes);
        }

        return encoded.ToArray();
    }
}
