using System.Net;
using System.Net.Sockets;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Http;

/// <summary>
/// Faults of the connection while a job is submitted, counted at raw sockets: never two submissions that could both be
/// accepted.
/// </summary>
public class SubmissionFaultTests
{
    private static readonly HailuoVideoRequest Request = HailuoVideoRequest.FromImage(
        ImageInput.FromBytes([.. SampleImages.Png(640, 360), .. new byte[300_000]]),
        "x"
    );
    private readonly SkippingTimeProvider _time = new();

    [Fact]
    public async Task A_refused_connection_is_repeated_and_then_reported_as_safe()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        await ShouldBeSafe(TestClient.Hailuo(new Uri($"http://127.0.0.1:{port}"), _time));
    }

    [Fact]
    public async Task A_name_that_does_not_resolve_is_reported_as_safe() =>
        await ShouldBeSafe(TestClient.Hailuo(new Uri("https://no-such-host.invalid"), _time));

    [Fact]
    public async Task A_failed_TLS_handshake_is_repeated_and_reported_as_safe()
    {
        await using var server = new RawServer(_ => Task.CompletedTask, greeting: "this is no TLS");

        await ShouldBeSafe(TestClient.Hailuo(new Uri($"https://127.0.0.1:{server.Port}"), _time));

        server.Connections.Should().Be(3);
        server.Heads.Should().NotContain(head => head.Contains("POST", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_connection_ended_before_the_body_was_read_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(_ => Task.CompletedTask);

    [Fact]
    public async Task A_connection_reset_before_the_body_was_read_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(connection =>
        {
            connection.Reset();
            return Task.CompletedTask;
        });

    [Fact]
    public async Task A_connection_reset_within_the_body_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(async connection =>
        {
            await connection.Stream.ReadExactlyAsync(new byte[1000]);
            connection.Reset();
        });

    [Fact]
    public async Task A_connection_ended_after_the_body_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(connection => connection.ReadBodyAsync());

    [Fact]
    public async Task A_connection_reset_after_the_body_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(async connection =>
        {
            await connection.ReadBodyAsync();
            connection.Reset();
        });

    [Fact]
    public async Task A_reply_broken_off_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"taskId\":\"1896"
            );
        });

    [Fact]
    public async Task Silence_after_the_body_ends_at_the_deadline_and_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(async connection =>
        {
            await connection.ReadBodyAsync();
            _time.Advance(TimeSpan.FromMinutes(6));
            await connection.HangAsync();
        });

    [Fact]
    public async Task Silence_after_the_head_of_the_reply_ends_at_the_deadline_and_leaves_the_outcome_unknown() =>
        await ShouldBeUnknown(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
            _time.Advance(TimeSpan.FromMinutes(6));
            await connection.HangAsync();
        });

    [Fact]
    public async Task Cancelling_after_the_body_leaves_the_outcome_unknown_and_keeps_the_cancellation()
    {
        using var source = new CancellationTokenSource();
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await source.CancelAsync();
            await connection.HangAsync();
        });

        var submit = () => TestClient.Hailuo(server.Url, _time).SubmitAsync(Request, source.Token);

        (await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>())
            .Which.InnerException.Should()
            .BeAssignableTo<OperationCanceledException>()
            .Which.CancellationToken.Should()
            .Be(source.Token);
        server.Heads.Should().HaveCount(1);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_and_may_follow_acceptance()
    {
        await using var elsewhere = new RawServer(connection =>
            connection.AnswerAsync(200, """{"taskId":"1"}""")
        );
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(307, "", $"Location: {elsewhere.Url}\r\n");
        });

        var submit = () => TestClient.Hailuo(server.Url, _time).SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        elsewhere.Heads.Should().BeEmpty();
    }

    [Fact]
    public async Task A_refusal_after_a_redirect_that_the_http_client_followed_is_no_answer_to_the_submission()
    {
        await using var elsewhere = new RawServer(connection => connection.AnswerAsync(400, "{}"));
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(303, "", $"Location: {elsewhere.Url}\r\n");
        });
        using var following = new HttpClient();
        var client = TestClient.Hailuo(server.Url, _time, http: following);

        var submit = () => client.SubmitAsync(Request);

        await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>();
        server.Heads.Should().HaveCount(1);
    }

    [Fact]
    public async Task The_length_of_the_body_is_announced_exactly()
    {
        await using var server = new RawServer(async connection =>
        {
            await connection.ReadBodyAsync();
            await connection.AnswerAsync(200, """{"taskId":"1"}""");
        });

        (await TestClient.Hailuo(server.Url, _time).SubmitAsync(Request)).Id.Should().Be("1");

        server
            .Heads.Single()
            .Should()
            .Contain("Content-Length: 400")
            .And.NotContain("chunked")
            .And.NotContain("Expect");
    }

    private async Task ShouldBeUnknown(RawAnswer answer)
    {
        await using var server = new RawServer(answer);

        var submit = () => TestClient.Hailuo(server.Url, _time).SubmitAsync(Request);

        (await submit.Should().ThrowAsync<SubmissionOutcomeUnknownException>())
            .Which.IsSafeToResubmit.Should()
            .BeFalse();
        server.Heads.Should().HaveCount(1, "nothing was sent again");
    }

    private static async Task ShouldBeSafe(HailuoClient client)
    {
        var submit = () => client.SubmitAsync(Request);

        (await submit.Should().ThrowAsync<CloudswayConnectionException>())
            .Which.IsSafeToResubmit.Should()
            .BeTrue();
    }
}
