using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CloudswayVideo.Tests.Support;

/// <summary>How a reply is put on the wire; up to <see cref="EndlessChunks"/> its whole body arrives.</summary>
internal enum Delivery
{
    /// <summary>As HTTP wants it, with its length.</summary>
    Whole,

    /// <summary>In chunks.</summary>
    Chunked,

    /// <summary>Compressed, though nobody may have asked for that.</summary>
    Gzip,

    /// <inheritdoc cref="Gzip" />
    Brotli,

    /// <inheritdoc cref="Gzip" />
    Deflate,

    /// <summary>All of the body, of which more was announced; then the connection ends.</summary>
    LengthTooLarge,

    /// <summary>All of the body, of which more was announced; then the connection is reset.</summary>
    ResetAfterBody,

    /// <summary>All of the body, and then blanks without an end.</summary>
    EndlessChunks,

    /// <summary>Half of the body, which is all that was announced.</summary>
    LengthTooSmall,

    /// <summary>Half of the body; then the connection is reset.</summary>
    ResetWithinBody,

    /// <summary>A head that announces a body; then the connection is reset.</summary>
    ResetAfterHead,

    /// <summary>A head that announces a body, and then nothing.</summary>
    SilentAfterHead,

    /// <summary>The connection is reset at once.</summary>
    ResetBeforeHead,

    /// <summary>Nothing at all.</summary>
    Silent,

    /// <summary>The body alone, which is no HTTP.</summary>
    Garbage,
}

/// <summary>What a server answers, as data. Each character of the body is a byte.</summary>
internal sealed record GatewayReply(
    int StatusCode,
    string Body,
    Delivery Delivery = Delivery.Whole,
    string Headers = "",
    string ContentType = "application/json"
)
{
    // More than the client reads of any reply.
    private const int EndlessBytes = 6 * 1024 * 1024;

    private static readonly byte[] Blanks = [.. Enumerable.Repeat((byte)' ', 64 * 1024)];

    public bool ArrivesWhole => Delivery <= Delivery.EndlessChunks;

    /// <summary>Whether the status arrives, whatever becomes of the body.</summary>
    public bool TellsStatus => Delivery <= Delivery.SilentAfterHead;

    /// <summary>Sends it and ends the connection.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="silence">Called before nothing is said until the client gives up.</param>
    public async Task SendAsync(RawConnection connection, Action silence)
    {
        var body = Encoding.Latin1.GetBytes(Body);
        switch (Delivery)
        {
            case Delivery.Whole:
                await SendAsync(connection, body, body.Length);
                break;
            case Delivery.Gzip or Delivery.Brotli or Delivery.Deflate:
                var compressed = Compress(body);
                await SendAsync(connection, compressed, compressed.Length, ContentEncoding());
                break;
            case Delivery.Chunked or Delivery.EndlessChunks:
                await SendChunksAsync(connection, body, silence);
                break;
            case Delivery.LengthTooSmall:
                await SendAsync(connection, body.AsMemory(0, body.Length / 2), body.Length / 2);
                break;
            case Delivery.LengthTooLarge or Delivery.ResetAfterBody:
                await SendAsync(connection, body, body.Length + 100);
                break;
            case Delivery.ResetWithinBody:
                await SendAsync(connection, body.AsMemory(0, body.Length / 2), body.Length);
                break;
            case Delivery.ResetAfterHead or Delivery.SilentAfterHead:
                await SendAsync(connection, default, body.Length + 1);
                break;
            case Delivery.Garbage:
                await connection.Stream.WriteAsync(body);
                break;
            case Delivery.ResetBeforeHead or Delivery.Silent:
                break;
            default:
                throw new InvalidOperationException($"Nothing is known of {Delivery}.");
        }

        switch (Delivery)
        {
            case Delivery.ResetBeforeHead:
            case Delivery.ResetAfterHead:
            case Delivery.ResetWithinBody:
            case Delivery.ResetAfterBody:
                connection.Reset();
                break;
            case Delivery.Silent or Delivery.SilentAfterHead:
                silence();
                await connection.HangAsync();
                break;
            default:
                break;
        }
    }

    private static async Task SendChunkAsync(RawConnection connection, ReadOnlyMemory<byte> bytes)
    {
        await connection.SendAsync(
            string.Create(CultureInfo.InvariantCulture, $"{bytes.Length:x}\r\n")
        );
        await connection.Stream.WriteAsync(bytes);
        await connection.SendAsync("\r\n");
    }

    private async Task SendChunksAsync(
        RawConnection connection,
        ReadOnlyMemory<byte> body,
        Action silence
    )
    {
        await connection.SendAsync(Head("Transfer-Encoding: chunked\r\n"));
        // A chunk of nothing would be the last.
        await SendChunkAsync(connection, body.IsEmpty ? " "u8.ToArray() : body);
        if (Delivery == Delivery.Chunked)
        {
            await connection.SendAsync("0\r\n\r\n");
            return;
        }

        for (var sent = 0; sent < EndlessBytes; sent += Blanks.Length)
        {
            await SendChunkAsync(connection, Blanks);
        }

        silence();
        await connection.HangAsync();
    }

    private async Task SendAsync(
        RawConnection connection,
        ReadOnlyMemory<byte> bytes,
        int announced,
        string encoding = ""
    )
    {
        await connection.SendAsync(Head($"{encoding}Content-Length: {announced}\r\n"));
        await connection.Stream.WriteAsync(bytes);
    }

    private string Head(string framing) =>
        $"HTTP/1.1 {StatusCode} X\r\nContent-Type: {ContentType}\r\nConnection: close\r\n{framing}{Headers}\r\n";

    private string ContentEncoding() =>
        $"Content-Encoding: {(Delivery == Delivery.Brotli ? "br" : Delivery.ToString().ToLowerInvariant())}\r\n";

    private byte[] Compress(byte[] body)
    {
        using var compressed = new MemoryStream();
        using (
            Stream stream = Delivery switch
            {
                Delivery.Gzip => new GZipStream(compressed, CompressionLevel.Fastest, true),
                Delivery.Brotli => new BrotliStream(compressed, CompressionLevel.Fastest, true),
                _ => new ZLibStream(compressed, CompressionLevel.Fastest, true),
            }
        )
        {
            stream.Write(body);
        }

        return compressed.ToArray();
    }
}
