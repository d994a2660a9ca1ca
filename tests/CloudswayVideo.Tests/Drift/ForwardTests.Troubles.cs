using System.Net;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Drift;

public sealed partial class ForwardTests
{
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
}
