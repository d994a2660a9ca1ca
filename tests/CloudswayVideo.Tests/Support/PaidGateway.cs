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
/// What a gateway makes of one submission: whether it accepts the job, and what it says. "{id}" in the body is the
/// job's id, "{prompt}" its prompt.
/// </summary>
internal sealed record Arrival(bool Accepts, GatewayReply Reply)
{
    public static Arrival Accepted { get; } =
        new(true, new GatewayReply(200, """{"taskId":"{id}"}"""));
}

/// <summary>
/// A gateway that counts what it is paid for, and misbehaves as it is told. A job is finished at once by default, so
/// that a row of a batch is three requests: the submission, the question, the download.
/// </summary>
internal sealed class PaidGateway : IAsyncDisposable
{
    private readonly RawServer _server;
    private readonly ConcurrentQueue<string> _submissions = new();
    private readonly ConcurrentQueue<(string Prompt, string Id)> _accepted = new();
    private int _questions = -1;
    private int _downloads = -1;

    public PaidGateway() => _server = new RawServer(AnswerAsync);

    /// <summary>The prompts that were submitted, in the order of their arrival.</summary>
    public IReadOnlyList<string> Submissions => [.. _submissions];

    /// <summary>The jobs that are paid for: the prompt and the id of each.</summary>
    public IReadOnlyList<(string Prompt, string Id)> Accepted => [.. _accepted];

    /// <summary>The heads of the requests that arrived.</summary>
    public IReadOnlyList<string> Heads => _server.Heads;

    public Uri Url => _server.Url;

    /// <summary>Called in the course of each request, with its number.</summary>
    public Func<int, Moment, Task> At { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>Called when a reply, or its rest, is not going to come.</summary>
    public Action Silence { get; set; } = () => { };

    /// <summary>What it does with a submission, given its prompt and how many there were before.</summary>
    public Func<string, int, Arrival> Submission { get; set; } = (_, _) => Arrival.Accepted;

    /// <summary>
    /// What a submission is answered instead of an id, given its prompt and how many there were before.
    /// </summary>
    public Func<string, int, (int StatusCode, string Body)?> Refusal { get; set; } = (_, _) => null;

    /// <summary>What a question is answered instead of how the job stands, given how many there were before.</summary>
    public Func<int, GatewayReply?> Question { get; set; } = _ => null;

    /// <summary>What is answered instead of the video, given how many requests for one there were before.</summary>
    public Func<int, GatewayReply?> Download { get; set; } = _ => null;

    /// <summary>The id of a job, given its prompt and how many jobs there were before.</summary>
    public Func<string, int, string> IdOf { get; set; } =
        (prompt, _) => $"job-{string.Concat(prompt.Where(char.IsLetter))}";

    public string Status { get; set; } = "SUCCESS";

    public byte[] Video { get; } = Mp4.OfLength(1000);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task AnswerAsync(RawConnection connection)
    {
        if (connection.Head.StartsWith("POST", StringComparison.Ordinal))
        {
            var arrival = Decide(await PromptAsync(connection));
            await At(connection.Number, Moment.Arrived);
            await arrival.SendAsync(connection, Silence);
        }
        else
        {
            await At(connection.Number, Moment.Arrived);
            await (
                connection.Head.StartsWith("GET /media/", StringComparison.Ordinal)
                    ? SendVideoAsync(connection)
                    : AnswerQuestionAsync(connection)
            );
        }

        await At(connection.Number, Moment.Answered);
    }

    private static async Task<string> PromptAsync(RawConnection connection)
    {
        var body = new byte[
            int.Parse(connection.Header("Content-Length")!, CultureInfo.InvariantCulture)
        ];
        await connection.Stream.ReadExactlyAsync(body);
        return (string)JObject.Parse(Encoding.UTF8.GetString(body))["prompt"]!;
    }

    // In one step, so that of two submissions that arrive together each has a number of its own.
    private GatewayReply Decide(string prompt)
    {
        lock (_submissions)
        {
            var before = _submissions.Count;
            _submissions.Enqueue(prompt);
            var (accepts, reply) = Refusal(prompt, before) is { } refusal
                ? new Arrival(false, new GatewayReply(refusal.StatusCode, refusal.Body))
                : Submission(prompt, before);
            var id = accepts ? IdOf(prompt, _accepted.Count) : "";
            if (accepts)
            {
                _accepted.Enqueue((prompt, id));
            }

            return reply with
            {
                Body = reply
                    .Body.Replace("{id}", id, StringComparison.Ordinal)
                    .Replace("{prompt}", prompt, StringComparison.Ordinal),
            };
        }
    }

    private Task AnswerQuestionAsync(RawConnection connection)
    {
        var answer =
            Question(Interlocked.Increment(ref _questions))
            ?? new GatewayReply(
                200,
                $$"""{"status":"{{Status}}","mediaUrl":"{media}","fileId":"7"}"""
            );
        var media = $"{Url}media/v.mp4?Signature=secret";
        answer = answer with
        {
            Body = answer.Body.Replace("{media}", media, StringComparison.Ordinal),
        };
        return answer.SendAsync(connection, Silence);
    }

    private async Task SendVideoAsync(RawConnection connection)
    {
        if (Download(Interlocked.Increment(ref _downloads)) is { } instead)
        {
            var video = Encoding.Latin1.GetString(Video);
            instead = instead with
            {
                Body = instead.Body.Replace("{video}", video, StringComparison.Ordinal),
            };
            await instead.SendAsync(connection, Silence);
            return;
        }

        await connection.SendAsync(
            $"HTTP/1.1 200 X\r\nContent-Length: {Video.Length}\r\nConnection: close\r\n\r\n"
        );
        await connection.Stream.WriteAsync(Video.AsMemory(0, Video.Length / 2));
        await At(connection.Number, Moment.Halfway);
        await connection.Stream.WriteAsync(Video.AsMemory(Video.Length / 2));
    }
}
