using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Support;

/// <summary>When, in the course of one request.</summary>
public enum Moment
{
    /// <summary>It has arrived; nothing was answered.</summary>
    Arrived,

    /// <summary>Half of the video was sent.</summary>
    Halfway,

    /// <summary>All was answered.</summary>
    Answered,
}

/// <summary>
/// A gateway of Haiper that counts what it is paid for. Each job is named for the letters of its prompt and is finished at once, so that a
/// row of a batch is three requests: the submission, the question, the download.
/// </summary>
internal sealed class PaidGateway : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly ConcurrentQueue<string> _submissions = new();

    public PaidGateway() => _server = new RawServer(AnswerAsync);

    /// <summary>The prompts that were submitted, in the order of their arrival.</summary>
    public IReadOnlyList<string> Submissions => [.. _submissions];

    public Uri Url => _server.Url;

    /// <summary>Called in the course of each request, with its number.</summary>
    public Func<int, Moment, Task> At { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What a submission is answered instead of an id, given its prompt and how many there were before.</summary>
    public Func<string, int, (int StatusCode, string Body)?> Refusal { get; set; } = (_, _) => null;

    public string Status { get; set; } = "SUCCESS";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(RawConnection connection)
    {
        if (connection.Head.StartsWith("POST", StringComparison.Ordinal))
        {
            var body = new byte[
                int.Parse(connection.Header("Content-Length")!, CultureInfo.InvariantCulture)
            ];
            await connection.Stream.ReadExactlyAsync(body);
            var prompt = (string)JObject.Parse(Encoding.UTF8.GetString(body))["prompt"]!;
            var before = _submissions.Count;
            _submissions.Enqueue(prompt);
            await At(connection.Number, Moment.Arrived);
            var (statusCode, reply) =
                Refusal(prompt, before)
                ?? (200, $$"""{"taskId":"job-{{string.Concat(prompt.Where(char.IsLetter))}}"}""");
            await connection.AnswerAsync(statusCode, reply, "Content-Type: application/json\r\n");
        }
        else
        {
            await At(connection.Number, Moment.Arrived);
            await (
                connection.Head.StartsWith("GET /media/", StringComparison.Ordinal)
                    ? SendVideoAsync(connection)
                    : connection.AnswerAsync(
                        200,
                        $$"""{"status":"{{Status}}","mediaUrl":"{{Url}}media/v.mp4?Signature=secret"}""",
                        "Content-Type: application/json\r\n"
                    )
            );
        }

        await At(connection.Number, Moment.Answered);
    }

    private async Task SendVideoAsync(RawConnection connection)
    {
        var video = Mp4.OfLength(1000);
        await connection.SendAsync(
            $"HTTP/1.1 200 X\r\nContent-Length: {video.Length}\r\nConnection: close\r\n\r\n"
        );
        await connection.Stream.WriteAsync(video.AsMemory(0, video.Length / 2));
        await At(connection.Number, Moment.Halfway);
        await connection.Stream.WriteAsync(video.AsMemory(video.Length / 2));
    }
}
