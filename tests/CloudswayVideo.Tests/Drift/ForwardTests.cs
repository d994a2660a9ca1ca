using System.Net;
using System.Text;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>A mock that passes every call on to the gateway, once.</summary>
public sealed partial class ForwardTests : IDisposable
{
    private readonly ForwardingMock _forwarding = new();

    public void Dispose() => _forwarding.Dispose();

    [Fact]
    public async Task A_reply_comes_back_as_it_was_and_the_key_and_the_body_arrive_as_they_were()
    {
        const string Reply = "\u00ff\u0000<html>teapot</html>";
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(
                "HTTP/1.1 418 Teapot\r\nX-Odd: a, b\r\nX-Odd: c\r\nContent-Type: text/odd\r\nSet-Cookie: a=b\r\n"
                    + $"Server: odd\r\nContent-Length: {Reply.Length}\r\nConnection: close\r\n\r\n{Reply}"
            );
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.PostAsync(mock, "/any/path?x=1%202");

        ((int)reply.StatusCode).Should().Be(418);
        reply.ReasonPhrase.Should().Be("Teapot");
        reply.Headers.GetValues("X-Odd").Should().Equal("a, b", "c");
        reply.Headers.GetValues("Set-Cookie").Should().Equal("a=b");
        reply.Headers.GetValues("Server").Should().Equal("odd");
        reply.Content.Headers.GetValues("Content-Type").Should().Equal("text/odd");
        Encoding.Latin1.GetString(await reply.Content.ReadAsByteArrayAsync()).Should().Be(Reply);
        gateway
            .Heads.Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("POST /any/path?x=1%202 HTTP/1.1")
            .And.Contain($"Authorization: Bearer {ForwardingMock.Key}")
            .And.Contain($"Host: 127.0.0.1:{gateway.Port}")
            .And.NotContainEquivalentOf("traceparent");
    }

    [Theory]
    [InlineData("X-User: Zo\u00eb")]
    [InlineData("X-Control: a\u0001b")]
    public async Task A_header_that_is_no_ASCII_does_not_cost_the_id_of_a_job(string header)
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(200, """{"taskId":"77"}""", $"{header}\r\n");
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.PostAsync(mock, "/v1/ai/e/hailuo/video/generate");

        (await reply.Content.ReadAsStringAsync()).Should().Contain("77");
        reply
            .Headers.Select(one => $"{one.Key}: {string.Join(',', one.Value)}")
            .Contains(header)
            .Should()
            .Be(header.StartsWith("X-User", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_with_a_header_that_is_no_ASCII_arrives()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(200, """{"taskId":"77"}""");
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                RequestHeaderEncodingSelector = (_, _) => System.Text.Encoding.UTF8,
            }
        );
        http.DefaultRequestHeaders.Add("X-User", "Zo\u00eb");

        var reply = await http.PostAsync(
            new Uri(mock.Url, "/v1/ai/e/hailuo/video/generate"),
            new StringContent("{}")
        );

        reply.StatusCode.Should().Be(HttpStatusCode.OK);
        gateway.Heads.Single().Should().Match("*X-User: Zo*");
    }

    [Fact]
    public async Task A_gateway_that_is_not_reached_is_a_502_that_says_nothing_was_sent()
    {
        var closed = new RawServer(_ => Task.CompletedTask);
        await closed.DisposeAsync();
        await using var mock = await _forwarding.StartAsync(closed.Url);

        using var reply = await _forwarding.PostAsync(mock, "/v1/ai/e/hailuo/video/generate");

        reply.StatusCode.Should().Be(HttpStatusCode.BadGateway);
        (await reply.Content.ReadAsStringAsync())
            .Should()
            .Contain("nothing was sent to it: ConnectionError");
    }

    [Fact]
    public async Task A_fault_for_a_mock_that_forwards_is_refused()
    {
        await using var gateway = new RawServer(_ => Task.CompletedTask);
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.Http.PostAsync(
            new Uri(mock.Url, "/__mock/faults"),
            new StringContent("""{"operation":"hailuo_getTask","fault":"reset"}""")
        );

        reply.StatusCode.Should().Be(HttpStatusCode.Conflict);
        (await reply.Content.ReadAsStringAsync()).Should().Contain("have no effect");
    }

    [Fact]
    public async Task A_video_of_the_gateway_is_passed_on_as_it_comes()
    {
        var video = Mp4.OfLength(3_000_000);
        await using var gateway = new RawServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 X\r\nConnection: close\r\nContent-Type: video/mp4\r\n\r\n"
            );
            await connection.Stream.WriteAsync(video);
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        (await _forwarding.Http.GetByteArrayAsync(new Uri(mock.Url, "/v1/ai/video.mp4")))
            .Should()
            .Equal(video);
    }
}
