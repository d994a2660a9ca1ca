using System.IO.Compression;
using System.Text;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

/// <summary>A gateway whose replies break the rules of HTTP, or that no client can read at ease.</summary>
public sealed class OddReplyTests : IDisposable
{
    private const string Submission = "/v1/ai/e/hailuo/video/generate";

    private readonly ForwardingMock _forwarding = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _forwarding.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_length_beside_chunks_does_not_cost_the_id_of_a_job()
    {
        await using var gateway = Answering(
            "HTTP/1.1 200 X\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "f\r\n{\"taskId\":\"77\"}\r\n0\r\n\r\n"
        );
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.PostAsync(mock, Submission);

        (await reply.Content.ReadAsStringAsync()).Should().Be("""{"taskId":"77"}""");
    }

    [Theory]
    [InlineData(204)]
    [InlineData(205)]
    public async Task A_body_where_HTTP_allows_none_is_left_out(int statusCode)
    {
        await using var gateway = Answering(
            $"HTTP/1.1 {statusCode} X\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{{\"taskId\":\"77\"}}"
        );
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.PostAsync(mock, Submission);

        ((int)reply.StatusCode).Should().Be(statusCode);
        _forwarding.Log.Should().NotContain(line => line.Contains("broke off"));
    }

    [Theory]
    [InlineData("18446744073709551615")]
    [InlineData("123456789012345678901234567890")]
    public async Task An_id_beyond_64_bits_is_recorded_as_any_other(string id)
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(
                200,
                $$"""{"taskId":{{id}}}""",
                "Content-Type: application/json\r\n"
            );
        });
        await using (var mock = await RecordingAsync(gateway))
        {
            using var reply = await _forwarding.PostAsync(mock, Submission);
            (await reply.Content.ReadAsStringAsync()).Should().Contain(id);
            mock.Drifts.Should().BeEmpty();
        }

        Recorded()
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain("\"taskId\": 1")
            .And.NotContain(id);
    }

    [Fact]
    public async Task A_reply_with_a_byte_order_mark_is_compared()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(200, "\u00ef\u00bb\u00bf{\"taskId\":\"77\",\"place\":3}");
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var reply = await _forwarding.PostAsync(mock, Submission);

        mock.Drifts.Should()
            .ContainSingle()
            .Which.Finding.ToString()
            .Should()
            .Be("hailuo_createTask reply $.place: unknown field, an integer");
    }

    [Fact]
    public async Task A_small_reply_that_becomes_very_large_is_returned_and_not_read_whole()
    {
        var reply = Compressed(10_000_000);
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(
                $"HTTP/1.1 200 X\r\nContent-Encoding: br\r\nContent-Length: {reply.Length}\r\n"
                    + "Connection: close\r\n\r\n"
            );
            await connection.Stream.WriteAsync(reply);
        });
        await using var mock = await _forwarding.StartAsync(gateway.Url);

        using var answer = await _forwarding.PostAsync(mock, Submission);

        (await answer.Content.ReadAsByteArrayAsync()).Should().Equal(reply);
        mock.Drifts.Should()
            .ContainSingle()
            .Which.Finding.What.Should()
            .Be("a body that is not JSON");
    }

    [Fact]
    public async Task A_reply_that_broke_off_is_no_difference_and_is_not_recorded()
    {
        await using var gateway = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(
                "HTTP/1.1 200 X\r\nContent-Length: 15\r\nConnection: close\r\n\r\n{\"taskId\""
            );
        });
        var mock = await RecordingAsync(gateway);
        await using (mock)
        {
            await FluentActions
                .Awaiting(async () =>
                {
                    using var reply = await _forwarding.PostAsync(mock, Submission);
                    await reply.Content.ReadAsStringAsync();
                })
                .Should()
                .ThrowAsync<HttpRequestException>();
        }

        mock.Drifts.Should().BeEmpty();
        Recorded().Should().BeEmpty();
    }

    [Fact]
    public async Task The_log_of_a_call_that_broke_off_shows_neither_the_endpoint_path_nor_the_job()
    {
        await using var gateway = Answering("garbage");
        // Its end waits for the log, which may come after the caller knows of the failure.
        await using (var mock = await _forwarding.StartAsync(gateway.Url))
        {
            await FluentActions
                .Awaiting(() =>
                    _forwarding.Http.GetAsync(
                        new Uri(mock.Url, "/v1/ai/mine/hailuo/video/task/2447856055707231")
                    )
                )
                .Should()
                .ThrowAsync<HttpRequestException>();
        }

        string.Join('\n', _forwarding.Log)
            .Should()
            .Contain("/v1/ai/*/hailuo/video/task/")
            .And.NotContainAny("mine", "2447856055707231");
    }

    [Fact]
    public async Task Headers_that_Connection_names_are_not_passed_on()
    {
        await using var gateway = Answering(
            "HTTP/1.1 200 X\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nX-End: 2\r\nContent-Length: 2\r\n\r\n{}"
        );
        await using var mock = await _forwarding.StartAsync(gateway.Url);
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(mock.Url, "/v1/ai/e/hailuo/video/task/77")
        );
        request.Headers.Connection.Add("x-hop");
        request.Headers.Add("X-Hop", "1");
        request.Headers.Add("X-End", "2");

        using var reply = await _forwarding.Http.SendAsync(request);

        reply.Headers.Contains("X-Hop").Should().BeFalse();
        reply.Headers.GetValues("X-End").Should().Equal("2");
        gateway.Heads.Single().Should().Contain("X-End: 2").And.NotContain("X-Hop");
    }

    private static RawServer Answering(string reply) =>
        new(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(reply);
        });

    private static byte[] Compressed(int length)
    {
        using var bytes = new MemoryStream();
        using (var brotli = new BrotliStream(bytes, CompressionLevel.Fastest))
        {
            brotli.Write("{\"taskId\":\""u8);
            var part = Encoding.ASCII.GetBytes(new string('7', 1_000_000));
            for (var written = 0; written < length; written += part.Length)
            {
                brotli.Write(part);
            }

            brotli.Write("\"}"u8);
        }

        return bytes.ToArray();
    }

    private Task<CloudswayMock> RecordingAsync(RawServer gateway) =>
        _forwarding.StartAsync(gateway.Url, options => options.RecordFolder = _folder["recorded"]);

    private IEnumerable<string> Recorded() =>
        Directory.GetFiles(_folder["recorded"]).Select(File.ReadAllText);
}
