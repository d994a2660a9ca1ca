using System.Text;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>Replies that stall, never end or are malicious end in limited time and memory.</summary>
public class ReplyFaultTests
{
    private readonly SkippingTimeProvider _time = new();

    [Fact]
    public async Task A_reply_that_stalls_ends_at_the_deadline()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":"
            );
            _time.Advance(TimeSpan.FromMinutes(2));
            await connection.HangAsync();
        });

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1");

        await ask.Should().ThrowAsync<CloudswayConnectionException>();
    }

    [Fact]
    public async Task A_reply_that_stalls_ends_when_the_caller_cancels()
    {
        using var source = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"status\":"
            );
            await source.CancelAsync();
            await connection.HangAsync();
        });

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1", source.Token);

        (await ask.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(source.Token);
        server.Heads.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_reply_without_end_is_read_up_to_a_limit()
    {
        var sent = 0L;
        await using var server = new RawServer(async connection =>
        {
            await connection.SendAsync("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n\"");
            for (var block = new string('x', 64 * 1024); ; sent += block.Length)
            {
                await connection.SendAsync(block);
            }
        });

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1");

        var thrown = (await ask.Should().ThrowAsync<CloudswayApiException>()).Which;
        (thrown.Reason, thrown.ResponseBody.Length)
            .Should()
            .Be((ErrorReason.UnreadableReply, 64 * 1024));
        sent.Should()
            .BeLessThan(3 * 20_000_000, "what is past the limit stays in the sockets' buffers");
    }

    [Fact]
    public async Task A_deeply_nested_reply_is_unreadable_and_no_stack_overflow()
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(200, new string('[', 100_000))
        );

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1");

        (await ask.Should().ThrowAsync<CloudswayApiException>())
            .Which.Reason.Should()
            .Be(ErrorReason.UnreadableReply);
    }

    // The search took minutes when it asked for the path of each object.
    [Fact(Timeout = 300_000)]
    public async Task A_reply_with_a_long_list_of_errors_is_searched_quickly()
    {
        var errors = string.Join(',', Enumerable.Repeat("{}", 100_000));
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(200, $$"""{"errors":[{{errors}}]}""")
        );

        (await TestClient.Hailuo(server.Url, _time).GetTaskAsync("1")).Status.Should().BeNull();
    }

    [Theory]
    [InlineData("Content-Type: application/json; charset=utf-16\r\n")]
    [InlineData("Content-Type: application/json; charset=nonsense\r\n")]
    [InlineData("Content-Type: text/html\r\n")]
    public async Task A_reply_is_read_as_UTF_8_even_if_its_header_has_another_charset(string header)
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(200, """{"status":"Warming"}""", header)
        );

        (await TestClient.Hailuo(server.Url, _time).GetTaskAsync("1"))
            .Status!.Value.Value.Should()
            .Be("Warming");
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    public async Task A_reply_in_UTF_16_is_recognized_by_its_bytes(string charset, bool hasMark)
    {
        var bytes = Encoding
            .GetEncoding(charset)
            .GetBytes((hasMark ? "\uFEFF" : "") + """{"taskId":"1"}""");
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(200, Encoding.Latin1.GetString(bytes))
        );

        (await TestClient.Hailuo(server.Url, _time).SubmitAsync(HailuoVideoRequest.FromText("x")))
            .Id.Should()
            .Be("1");
    }

    [Theory]
    [InlineData("secret\r\n")]
    [InlineData("1\r\n{secret\r\n")]
    public async Task An_exception_does_not_quote_a_reply_with_invalid_chunks(string chunks)
    {
        await using var server = new RawServer(connection =>
            connection.SendAsync($"HTTP/1.1 200 X\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}")
        );

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1");

        (await ask.Should().ThrowAsync<CloudswayConnectionException>())
            .Which.ToString()
            .Should()
            .Contain("not HTTP")
            .And.NotContain("secret");
    }

    [Fact]
    public async Task A_question_is_repeated_after_a_temporary_failure()
    {
        await using var server = new RawServer(connection =>
            connection.Number switch
            {
                1 => connection.AnswerAsync(503, "", "Retry-After: 7\r\n"),
                2 => Task.CompletedTask,
                _ => connection.AnswerAsync(200, """{"status":"Success"}"""),
            }
        );
        var start = _time.GetUtcNow();

        (await TestClient.Hailuo(server.Url, _time).GetTaskAsync("1"))
            .Status.Should()
            .Be(HailuoTaskStatus.Success);

        server.Heads.Should().HaveCount(3);
        (_time.GetUtcNow() - start)
            .Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7), "that is what the service asked for");
    }

    [Fact]
    public async Task Cancelling_between_two_attempts_has_the_callers_token()
    {
        using var source = new CancellationTokenSource();
        await using var server = new RawServer(connection => connection.AnswerAsync(503, ""));
        var client = TestClient.Hailuo(server.Url, new StandingTimeProvider(source));

        var ask = () => client.GetTaskAsync("1", source.Token);

        (await ask.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(source.Token);
        server.Heads.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_question_that_never_gets_an_answer_ends_with_the_last_failure()
    {
        await using var server = new RawServer(connection =>
            connection.AnswerAsync(500, """{"error":"down"}""")
        );

        var ask = () => TestClient.Hailuo(server.Url, _time).GetTaskAsync("1");

        (await ask.Should().ThrowAsync<CloudswayApiException>())
            .Which.ServiceMessage.Should()
            .Be("down");
        server.Heads.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_message_contains_no_part_of_the_prompt()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(400, """{"message":"invalid word: secret"}""");
        });

        var submit = () =>
            TestClient
                .Hailuo(server.Url, _time)
                .SubmitAsync(HailuoVideoRequest.FromText("My very secret plot"));

        (await submit.Should().ThrowAsync<CloudswayApiException>())
            .Which.ToString()
            .Should()
            .Contain("HTTP 400, InvalidRequest")
            .And.NotContain("secret");
    }

    /// <summary>
    /// A clock that stands still and cancels the caller's token when a wait begins.
    /// </summary>
    private sealed class StandingTimeProvider(CancellationTokenSource source)
        : Microsoft.Extensions.Time.Testing.FakeTimeProvider
    {
        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        )
        {
            if (dueTime > TimeSpan.Zero && dueTime < TimeSpan.FromSeconds(30))
            {
                source.CancelAfter(TimeSpan.Zero);
            }

            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
