using System.Net;
using System.Text;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>A mock that passes every call on to the gateway, once.</summary>
public sealed class ForwardTests : IDisposable
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

    public static TheoryData<string> Troubles() =>
        [
            nameof(Delivery.ResetBeforeHead),
            nameof(Delivery.ResetAfterHead),
            nameof(Delivery.ResetWithinBody),
            nameof(Delivery.ResetAfterBody),
            nameof(Delivery.LengthTooLarge),
            nameof(Delivery.Garbage),
            "503",
            "307",
            "429",
        ];

    [Theory]
    [MemberData(nameof(Troubles))]
    public async Task A_paid_request_is_passed_on_once_whatever_goes_wrong(string trouble)
    {
        var answer = int.TryParse(trouble, out var statusCode)
            ? new GatewayReply(
                statusCode,
                "{}",
                Headers: "Location: /elsewhere\r\nRetry-After: 0\r\n"
            )
            : new GatewayReply(200, """{"taskId":"77"}""", Enum.Parse<Delivery>(trouble));
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await answer.SendAsync(connection, () => { });
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        HttpStatusCode? status = null;
        try
        {
            using var reply = await _forwarding.PostAsync(mock, "/v1/ai/e/hailuo/video/generate");
            status = reply.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The mock fails the call as the gateway did.
        }

        gateway.Heads.Should().ContainSingle();
        status.Should().Be(statusCode > 0 ? (HttpStatusCode)statusCode : null);
    }

    [Fact]
    public async Task An_id_that_came_before_the_gateway_broke_off_reaches_the_client()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await new GatewayReply(200, """{"taskId":"77"}""", Delivery.ResetAfterBody).SendAsync(
                connection,
                () => { }
            );
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        var job = await TestClient
            .Hailuo(mock.Url)
            .SubmitAsync(HailuoVideoRequest.FromText(ForwardingMock.Prompt));

        job.Id.Should().Be("77");
        gateway.Heads.Should().ContainSingle();
    }

    [Fact]
    public async Task A_job_whose_caller_is_gone_is_logged_with_its_id()
    {
        var (calls, arrived, gone) = (0, Signal(), Signal());
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            arrived.SetResult();
            await gone.Task;
            await connection.AnswerAsync(
                200,
                """{"taskId":"77"}""",
                "Content-Type: application/json\r\n"
            );
        });
        do
        {
            (arrived, gone) = (Signal(), Signal());
            calls++;
            await using var mock = await _forwarding.StartAsync(
                gateway.Url,
                options =>
                    (options.TimeProvider, options.LogRequests) = (TimeProvider.System, false)
            );
            using var patience = new CancellationTokenSource();
            var call = _forwarding.PostAsync(
                mock,
                "/v1/ai/e/hailuo/video/generate",
                patience.Token
            );
            await arrived.Task;
            await patience.CancelAsync();
            await FluentActions
                .Awaiting(() => call)
                .Should()
                .ThrowAsync<OperationCanceledException>();
            gone.SetResult();
        }
        // On a busy machine the answer may reach the mock before the news that its caller is gone.
        while (
            !string.Join('\n', _forwarding.Log)
                .Contains("job 77 was accepted", StringComparison.Ordinal)
            && calls < 100
        );

        gateway.Heads.Should().HaveCount(calls);
        string.Join('\n', _forwarding.Log).Should().Contain("job 77 was accepted");
        _forwarding
            .Log.Should()
            .NotContain(line => line.StartsWith("POST", StringComparison.Ordinal));

        static TaskCompletionSource Signal() => new();
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
