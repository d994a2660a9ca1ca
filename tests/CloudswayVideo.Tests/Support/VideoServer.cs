using System.Globalization;
using System.Net.Http.Headers;
using Newtonsoft.Json;

namespace CloudswayVideo.Tests.Support;

/// <summary>What a storage does with one request for the video.</summary>
internal delegate Task StorageAnswer(VideoServer server, RawConnection connection);

/// <summary>
/// A gateway with one finished job, and the storage of its video. The storage answers as it is told, request by
/// request, and well from then on: with ranges, and an ETag that proves them.
/// </summary>
internal sealed class VideoServer : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly StorageAnswer[] _answers;

    public VideoServer(params StorageAnswer[] answers)
    {
        _answers = answers;
        _server = new RawServer(connection =>
            IsForVideo(connection.Head) ? AnswerAsync(connection) : AnswerAboutJobAsync(connection)
        );
    }

    public byte[] Bytes { get; set; } = Mp4.OfLength(1000);

    public string Headers { get; set; } = "ETag: \"one\"\r\n";

    /// <summary>What the service calls the file.</summary>
    public string FileName { get; init; } = "output.mp4";

    /// <summary>What the service says instead of the storage's URL.</summary>
    public string? MediaUrl { get; init; }

    public TimeProvider Time { get; init; } = new SkippingTimeProvider();

    /// <summary>The limit that the client is given.</summary>
    public long MaximumVideoBytes { get; init; } = new CloudswayOptions().MaximumVideoBytes;

    public CloudswayOptions Options =>
        new()
        {
            AccessKey = "RWsecret0Gd",
            EndpointPath = "e",
            BaseUrl = _server.Url,
            TimeProvider = Time,
            MaximumVideoBytes = MaximumVideoBytes,
        };

    /// <summary>The position that each request for the video asked to start from.</summary>
    public IEnumerable<long> Starts => Requests.Select(head => Range(head)?.From ?? 0);

    /// <summary>The encodings that each request for the video asked for.</summary>
    public IEnumerable<string> Encodings =>
        Requests.SelectMany(head =>
            head.Split("\r\n")
                .Where(line =>
                    line.StartsWith("Accept-Encoding: ", StringComparison.OrdinalIgnoreCase)
                )
                .Select(line => line["Accept-Encoding: ".Length..])
        );

    /// <summary>How often the service was asked about the job.</summary>
    public int Questions => _server.Heads.Count - Requests.Count();

    private IEnumerable<string> Requests => _server.Heads.Where(IsForVideo);

    /// <param name="media">What the video is fetched with, if not with the library's own connections.</param>
    public Task<Video> VideoAsync(HttpClient? media = null) =>
        new HaiperClient(Options, mediaHttpClient: media).GetJob("1").WaitAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Breaks off after so many bytes of the video in all; without a farewell if that is asked for.</summary>
    public static StorageAnswer BreaksOffAt(int end, bool resets = false) =>
        async (server, connection) =>
        {
            await server.SendAsync(connection, end);
            if (resets)
            {
                connection.Reset();
            }
        };

    /// <summary>Answers something else, word for word.</summary>
    public static StorageAnswer Answers(int statusCode, string body = "", string headers = "") =>
        (_, connection) => connection.AnswerAsync(statusCode, body, headers);

    /// <summary>Falls silent after so many bytes of the video in all.</summary>
    public static StorageAnswer FallsSilentAt(int end) =>
        async (server, connection) =>
        {
            await server.SendAsync(connection, end);
            await connection.HangAsync();
        };

    /// <summary>Knows nothing of ranges.</summary>
    public static Task IgnoresRange(VideoServer server, RawConnection connection) =>
        server.SendAsync(connection, server.Bytes.Length, start: 0);

    /// <summary>Announces no length and ends the connection after so many bytes.</summary>
    public static StorageAnswer AnnouncesNoLengthAndEndsAt(int end) =>
        async (server, connection) =>
        {
            await connection.SendAsync(
                $"HTTP/1.1 200 X\r\nConnection: close\r\n{server.Headers}\r\n"
            );
            await connection.Stream.WriteAsync(server.Bytes.AsMemory(0, end));
        };

    /// <summary>Sends what was asked for, with another Content-Range over it.</summary>
    public static StorageAnswer SaysContentRange(string contentRange) =>
        async (server, connection) =>
        {
            var rest = server.Bytes.AsMemory((int)Range(connection.Head)!.From!.Value);
            await connection.SendAsync(
                $"HTTP/1.1 206 X\r\nContent-Length: {rest.Length}\r\n{contentRange}Connection: close\r\n"
                    + $"{server.Headers}\r\n"
            );
            await connection.Stream.WriteAsync(rest);
        };

    /// <summary>Sends the video in another form, with headers that say so.</summary>
    public static StorageAnswer Sends(byte[] body, string headers) =>
        async (server, connection) =>
        {
            await connection.SendAsync(
                $"HTTP/1.1 200 X\r\nContent-Length: {body.Length}\r\nConnection: close\r\n{headers}{server.Headers}\r\n"
            );
            await connection.Stream.WriteAsync(body);
        };

    /// <summary>Sends the range that was asked for, but no more than so many bytes of it.</summary>
    public static StorageAnswer SendsAtMost(int bytes) =>
        async (server, connection) =>
        {
            var from = (int)Range(connection.Head)!.From!.Value;
            await connection.SendAsync(
                $"HTTP/1.1 206 X\r\nContent-Length: {bytes}\r\nConnection: close\r\n"
                    + $"Content-Range: bytes {from}-{from + bytes - 1}/{server.Bytes.Length}\r\n"
                    + $"{server.Headers}\r\n"
            );
            await connection.Stream.WriteAsync(server.Bytes.AsMemory(from, bytes));
        };

    private static bool IsForVideo(string head) =>
        head.StartsWith("GET /media/", StringComparison.Ordinal);

    private static RangeItemHeaderValue? Range(string head) =>
        head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Range:", StringComparison.OrdinalIgnoreCase))
            is { } line
            ? RangeHeaderValue.Parse(line["Range:".Length..]).Ranges.Single()
            : null;

    private Task AnswerAsync(RawConnection connection)
    {
        var turn = Requests.Count() - 1;
        return turn < _answers.Length
            ? _answers[turn](this, connection)
            : SendAsync(connection, Bytes.Length);
    }

    private Task AnswerAboutJobAsync(RawConnection connection) =>
        connection.AnswerAsync(
            200,
            $$"""
            {"status":"{{(
                connection.Head.Contains("/hailuo/", StringComparison.Ordinal)
                    ? "Success"
                    : "SUCCESS"
            )}}","fileId":"7","filename":{{JsonConvert.ToString(FileName)}},"mediaUrl":"{{MediaUrl
                ?? _server.Url + "media/v.mp4?Signature=secret"}}"}
            """,
            "Content-Type: application/json\r\n"
        );

    public Task WellAsync(RawConnection connection) => SendAsync(connection, Bytes.Length);

    private async Task SendAsync(RawConnection connection, int end, int? start = null)
    {
        var proof = connection.Header("If-Range");
        var from =
            start
            ?? (int?)(
                proof is not null && !Headers.Contains(proof, StringComparison.Ordinal)
                    ? 0
                    : Range(connection.Head)?.From
            )
            ?? 0;
        var status =
            from > 0
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"206 X\r\nContent-Range: bytes {from}-{Bytes.Length - 1}/{Bytes.Length}"
                )
                : "200 X";
        await connection.SendAsync(
            $"HTTP/1.1 {status}\r\nContent-Length: {Bytes.Length - from}\r\nConnection: close\r\n{Headers}\r\n"
        );
        await connection.Stream.WriteAsync(Bytes.AsMemory(from, Math.Max(0, end - from)));
    }
}
