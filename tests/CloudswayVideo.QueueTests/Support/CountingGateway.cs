using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>
/// A gateway that counts what it is paid for: each submission is a job of its prompt, whatever is answered. It has
/// Haiper's operations, since theirs are the fewest.
/// </summary>
internal sealed class CountingGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Prompt, string Id, long At)> _accepted = new();
    private readonly ConcurrentQueue<long> _requests = new();
    private readonly ConcurrentDictionary<string, bool> _asked = new();
    private int _ids;

    private CountingGateway(WebApplication app) => _app = app;

    /// <summary>The jobs that are paid for.</summary>
    public IReadOnlyList<(string Prompt, string Id, long At)> Accepted => [.. _accepted];

    /// <summary>When the requests arrived, in ticks of the machine's clock.</summary>
    public IReadOnlyList<long> Requests => [.. _requests];

    public TimeSpan AnswersAfter { get; set; }

    public TimeSpan JobDuration { get; set; }

    /// <summary>The share of accepted submissions that are answered with a proxy's 503.</summary>
    public double LostAnswers { get; set; }

    /// <summary>What a submission is answered instead, without a job; null for none.</summary>
    public Func<string, (int Status, string Body)?> Refusal { get; set; } = _ => null;

    /// <summary>What a question is answered instead of how the job stands; null for nothing.</summary>
    public Func<string, string?> Status { get; set; } = _ => null;

    /// <summary>What a question is answered instead, with its HTTP status; null for nothing.</summary>
    public Func<string, (int Status, string Body)?> Question { get; set; } = _ => null;

    /// <summary>When to ask again, which all answers to questions say; null for nothing.</summary>
    public string? RetryAfter { get; set; }

    /// <summary>The bodies of the submissions.</summary>
    public ConcurrentQueue<string> Bodies { get; } = new();

    public Uri Url =>
        new(
            _app.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Single()
        );

    public Uri BaseUrl => new(Url, "v1/ai");

    public static async Task<CountingGateway> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var gateway = new CountingGateway(app);
        app.MapPost("/v1/ai/{endpoint}/{**rest}", gateway.SubmitAsync);
        app.MapGet("/v1/ai/{endpoint}/{**rest}", gateway.Ask);
        app.MapGet("/media/{id}", gateway.Media);
        await app.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> SubmitAsync(HttpRequest request)
    {
        _requests.Enqueue(TimeProvider.System.GetTimestamp());
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync();
        Bodies.Enqueue(body);
        var prompt = (string?)JObject.Parse(body)["prompt"] ?? "";
        if (Refusal(prompt) is var (status, refused))
        {
            return Results.Text(refused, "application/json", statusCode: status);
        }

        // Once it is paid for, it does not matter whether anybody is there to hear the answer.
        var id = $"job{Interlocked.Increment(ref _ids).ToString(CultureInfo.InvariantCulture)}";
        _accepted.Enqueue((prompt, id, TimeProvider.System.GetTimestamp()));
        await Task.Delay(AnswersAfter, TimeProvider.System);
        return Random.Shared.NextDouble() < LostAnswers
            ? Results.Text("<html>upstream</html>", "text/html", statusCode: 503)
            : Results.Text($$"""{"taskId":"{{id}}"}""", "application/json");
    }

    private IResult Ask(HttpRequest request)
    {
        _requests.Enqueue(TimeProvider.System.GetTimestamp());
        var path = request.Path.Value! + request.QueryString.Value;
        var (_, id, at) = _accepted.FirstOrDefault(job =>
            path.EndsWith(job.Id, StringComparison.Ordinal)
        );
        if (id is null)
        {
            return Results.Text(
                """{"base_resp":{"status_code":1004}}""",
                "application/json",
                statusCode: 404
            );
        }

        _asked[id] = true;
        request.HttpContext.Response.Headers.RetryAfter = RetryAfter;
        if (Question(id) is var (status, body))
        {
            return Results.Text(body, "application/json", statusCode: status);
        }

        if (Status(id) is { } said)
        {
            return Results.Text(said, "application/json");
        }

        return TimeProvider.System.GetElapsedTime(at) < JobDuration
            ? Results.Text("""{"status":"IN_PROGRESS"}""", "application/json")
            : Results.Text(
                $$"""{"status":"SUCCESS","mediaUrl":"{{Url}}media/{{id}}?Signature=secret"}""",
                "application/json"
            );
    }

    /// <summary>Whether a job was asked about: then its id was known to a worker.</summary>
    public bool WasAskedAbout(string id) => _asked.ContainsKey(id);

    private IResult Media(string id)
    {
        var text = System.Text.Encoding.ASCII.GetBytes(id.PadRight(100));
        byte[] video =
        [
            0,
            0,
            0,
            16,
            .. "ftypisom"u8,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            8,
            .. "moov"u8,
            0,
            0,
            0,
            108,
            .. "mdat"u8,
            .. text,
        ];
        return Results.Bytes(video, "video/mp4");
    }
}
