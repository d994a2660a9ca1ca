using System.Globalization;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace CloudswayVideo.Tests.Support;

/// <summary>
/// A WireMock server that answers exactly what a test tells it, word for word, whatever the contract says.
/// </summary>
public sealed class StubService : IDisposable
{
    private readonly WireMockServer _server = WireMockServer.Start(
        new WireMockServerSettings { Urls = ["http://127.0.0.1:0"] }
    );
    private int _endpoints;

    public string Url => $"http://127.0.0.1:{_server.Port}";

    /// <summary>The requests that arrived for a client's endpoint.</summary>
    public int Arrivals(CloudswayClient client) =>
        _server.LogEntries.Count(entry =>
            entry.RequestMessage!.Path.Contains(
                $"/{client.EndpointPath}/",
                StringComparison.Ordinal
            )
        );

    public string? LastBody => _server.LogEntries[^1].RequestMessage!.Body;

    public ICollection<string> LastHeaders => _server.LogEntries[^1].RequestMessage!.Headers!.Keys;

    public string LastUrl => _server.LogEntries[^1].RequestMessage!.Url;

    /// <summary>A header of the last request; null if it had none of that name.</summary>
    public string? LastHeader(string name) =>
        _server
            .LogEntries[^1]
            .RequestMessage!.Headers!.FirstOrDefault(header =>
                header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)
            )
            .Value?.ToString();

    /// <summary>Options of a client whose every request gets this answer.</summary>
    public CloudswayOptions Answering(
        string body,
        int statusCode = 200,
        string contentType = "application/json",
        string? retryAfter = null
    )
    {
        var response = Response
            .Create()
            .WithStatusCode(statusCode)
            .WithHeader("Content-Type", contentType)
            .WithHeader("X-Request-Id", "request-7")
            .WithBody(body);
        return Options(
            retryAfter is null ? response : response.WithHeader("Retry-After", retryAfter)
        );
    }

    /// <summary>
    /// Options of a client whose requests get these answers, one after the other, and then the last one again.
    /// </summary>
    public CloudswayOptions AnsweringInTurn(params (int StatusCode, string Body)[] answers)
    {
        var turn = -1;
        return AnsweringWith(_ =>
        {
            var (statusCode, body) = answers[
                Math.Min(Interlocked.Increment(ref turn), answers.Length - 1)
            ];
            return new StubAnswer(statusCode, body);
        });
    }

    /// <summary>Options of a client whose requests get what their path is given here.</summary>
    internal CloudswayOptions AnsweringWith(Func<string, StubAnswer> answerTo) =>
        Options(
            Response
                .Create()
                .WithCallback(request =>
                {
                    var answer = answerTo(request.Path);
                    return new WireMock.ResponseMessage
                    {
                        StatusCode = answer.StatusCode,
                        Headers = answer.RetryAfter is null
                            ? []
                            : new Dictionary<string, WireMock.Types.WireMockList<string>>
                            {
                                ["Retry-After"] = new(answer.RetryAfter),
                            },
                        BodyData = new WireMock.Util.BodyData
                        {
                            DetectedBodyType = WireMock.Types.BodyType.String,
                            BodyAsString = answer.Body,
                        },
                    };
                })
        );

    public void Dispose() => _server.Dispose();

    private CloudswayOptions Options(IResponseBuilder response)
    {
        var endpoint =
            $"endpoint{Interlocked.Increment(ref _endpoints).ToString(CultureInfo.InvariantCulture)}";
        _server
            .Given(Request.Create().WithPath($"/v1/ai/{endpoint}/*").UsingAnyMethod())
            .RespondWith(response);
        var options = TestClient.Options(new Uri(Url));
        options.EndpointPath = endpoint;
        return options;
    }
}

/// <summary>What the stub answers to one request.</summary>
internal sealed record StubAnswer(int StatusCode, string Body, string? RetryAfter = null)
{
    public static StubAnswer Of(string body) => new(200, body);
}
