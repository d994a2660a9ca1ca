using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using CloudswayVideo.MockServer;

namespace CloudswayVideo.Tests.Mock;

/// <summary>Connections of old callers, and those that are open when the mock stops.</summary>
public sealed class ConnectionTests
{
    [Fact]
    public async Task A_caller_with_HTTP_1_0_that_names_no_host_is_answered()
    {
        await using var mock = await CloudswayMock.StartAsync();

        (await AnswerAsync(mock)).Should().StartWith("HTTP/1.1 200 OK").And.Contain("\"taskId\"");
    }

    [Fact]
    public async Task Half_of_a_truncated_body_comes()
    {
        await using var mock = await CloudswayMock.StartAsync();
        mock.Inject("haiper_createGeneration", MockFault.Truncated, calls: 5);

        for (var call = 0; call < 5; call++)
        {
            (await AnswerAsync(mock))
                .Should()
                .MatchRegex("Content-Length: 21\r\n(.*\r\n)*\r\n.{10}$");
        }
    }

    [Fact]
    public async Task Callers_of_a_mock_that_stops_get_whole_answers_or_none()
    {
        for (var repetition = 0; repetition < 3; repetition++)
        {
            var mock = await CloudswayMock.StartAsync();
            var callers = Enumerable.Range(0, 24).Select(_ => AskUntilTheEndAsync(mock)).ToList();
            while (mock.Requests.Count < 100)
            {
                await Task.Yield();
            }

            await mock.DisposeAsync();

            (await Task.WhenAll(callers)).SelectMany(seen => seen).Should().AllBe("NotFound");
        }
    }

    private static async Task<HashSet<string>> AskUntilTheEndAsync(CloudswayMock mock)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
        var seen = new HashSet<string>();
        try
        {
            while (true)
            {
                using var reply = await http.GetAsync($"{mock.BaseUrl}/any/video/tasks/1");
                seen.Add($"{reply.StatusCode}");
            }
        }
        catch (HttpRequestException)
        {
            return seen;
        }
    }

    private static async Task<string> AnswerAsync(CloudswayMock mock)
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(mock.Url.Host, mock.Url.Port);
        const string body = """{"prompt":"x"}""";
        await caller
            .GetStream()
            .WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"POST /v1/ai/success/video/generate HTTP/1.0\r\nAuthorization: Bearer any\r\n"
                        + $"Content-Length: {body.Length}\r\n\r\n{body}"
                )
            );

        using var reply = new StreamReader(caller.GetStream());
        return await reply.ReadToEndAsync();
    }
}
