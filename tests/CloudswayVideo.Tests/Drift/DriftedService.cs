using System.Globalization;
using System.Text;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>
/// A gateway that has changed since the contract was written: the contract lacks eight things of it.
/// </summary>
internal sealed class DriftedService : IAsyncDisposable
{
    public const string JobId = "2447856055707231";
    public const string FileId = "9934562653923879";
    public const string MediaUrl = "https://storage.example/secret-path.mp4?Signature=abc123secret";

    private readonly RawServer _server;
    private readonly List<string> _bodies = [];
    private int _questions;

    public DriftedService() => _server = new RawServer(AnswerAsync);

    public Uri BaseUrl => new(_server.Url, "/v1/ai");

    public IReadOnlyList<string> Heads => _server.Heads;

    public string LastBody
    {
        get
        {
            lock (_bodies)
            {
                return _bodies[^1];
            }
        }
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(RawConnection connection)
    {
        var body = new byte[
            int.Parse(connection.Header("Content-Length") ?? "0", CultureInfo.InvariantCulture)
        ];
        await connection.Stream.ReadExactlyAsync(body);
        lock (_bodies)
        {
            _bodies.Add(Encoding.UTF8.GetString(body));
        }

        var (statusCode, reply) = Reply(connection.Head);
        await connection.AnswerAsync(
            statusCode,
            reply,
            "Content-Type: application/json\r\nX-Queue-Name: blue\r\n"
        );
    }

    private (int StatusCode, string Body) Reply(string head)
    {
        if (head.StartsWith("POST", StringComparison.Ordinal))
        {
            // A new field.
            return (200, $$"""{"taskId":"{{JobId}}","queuePosition":3}""");
        }

        if (head.Contains("/video/file", StringComparison.Ordinal))
        {
            // A new object, and another spelling of a field.
            return (
                200,
                $$"""{"fileID":"{{FileId}}","mediaUrl":"{{MediaUrl}}", """
                    + """ "quality":{"score":0.9,"labels":["sharp"],"checks":{"faces":2}}}"""
            );
        }

        return (_questions++) switch
        {
            // A new status code.
            0 => (425, """{"code":425,"message":"Too early."}"""),
            // A new error code.
            1 => (503, """{"code":"VB-900001","message":"busy"}"""),
            // A new status word.
            2 => (200, """{"status":"Uploading","base_resp":{"status_code":0}}"""),
            // A number as a string; every reply has a new header.
            _ => (200, $$"""{"status":"Success","fileId":"{{FileId}}","videoWidth":"1280"}"""),
        };
    }
}
