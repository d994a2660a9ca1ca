using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>The faults that end a wait, and those that do not.</summary>
public sealed class FaultTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS","progress":0.5}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    [Theory]
    [InlineData(429, """{"message":"slow down"}""")]
    [InlineData(500, "")]
    [InlineData(502, "<html>Bad Gateway</html>")]
    [InlineData(503, "")]
    [InlineData(504, "")]
    [InlineData(408, "")]
    [InlineData(200, """{"status":"IN_PRO""")]
    [InlineData(200, """{"base_resp":{"status_code":1002,"status_msg":"rate limit"}}""")]
    public async Task A_temporary_fault_does_not_end_a_wait(int statusCode, string body)
    {
        var client = new HaiperClient(
            service.AnsweringInTurn(
                (200, Running),
                (statusCode, body),
                (statusCode, body),
                (statusCode, body),
                (200, Success)
            )
        );

        var video = await client.GetJob("1").WaitAsync();

        video.Url.Should().Be("https://h/v.mp4");
        service.Arrivals(client).Should().Be(5);
    }

    [Theory]
    [InlineData(401, """{"message":"wrong key"}""", ErrorReason.Authentication)]
    [InlineData(403, """{"message":"address"}""", ErrorReason.AccessDenied)]
    [InlineData(404, """{"message":"no such task"}""", ErrorReason.NotFound)]
    [InlineData(
        200,
        """{"base_resp":{"status_code":1004,"status_msg":"login fail"}}""",
        ErrorReason.Authentication
    )]
    [InlineData(
        200,
        """{"base_resp":{"status_code":1008,"status_msg":"insufficient balance"}}""",
        ErrorReason.Balance
    )]
    public async Task A_permanent_fault_ends_a_wait_at_once(
        int statusCode,
        string body,
        ErrorReason reason
    )
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Running), (statusCode, body)));

        var wait = () => client.GetJob("1").WaitAsync();

        (await wait.Should().ThrowAsync<CloudswayApiException>()).Which.Reason.Should().Be(reason);
        service.Arrivals(client).Should().Be(2);
    }

    [Fact]
    public async Task A_new_job_that_is_unknown_is_asked_about_again()
    {
        var client = new HaiperClient(
            service.AnsweringInTurn((200, """{"taskId":"1"}"""), (404, ""), (200, Success))
        );

        var video = await client.GenerateAsync(new HaiperGenerateRequest { Prompt = "x" });

        video.JobId.Should().Be("1");
    }

    [Fact]
    public async Task Every_failure_of_the_wait_for_a_new_job_has_its_id()
    {
        var client = new HaiperClient(
            service.AnsweringInTurn((200, """{"taskId":"1234abcd"}"""), (200, Running), (403, ""))
        );

        var generate = () => client.GenerateAsync(new HaiperGenerateRequest { Prompt = "x" });

        var thrown = (await generate.Should().ThrowAsync<VideoJobInterruptedException>()).Which;
        (thrown.JobId, thrown.MayStillBeRunning, thrown.IsSafeToResubmit)
            .Should()
            .Be(("1234abcd", true, false));
        thrown
            .InnerException.Should()
            .BeOfType<CloudswayApiException>()
            .Which.Reason.Should()
            .Be(ErrorReason.AccessDenied);
    }

    [Fact]
    public async Task Cancelling_the_wait_for_a_new_job_reports_its_id()
    {
        using var source = new CancellationTokenSource();
        var client = new HaiperClient(
            service.AnsweringInTurn((200, """{"taskId":"1234abcd"}"""), (200, Running))
        );

        var generate = () =>
            client.GenerateAsync(
                new HaiperGenerateRequest { Prompt = "x" },
                new Recorder(_ => source.Cancel()),
                cancellationToken: source.Token
            );

        var thrown = (
            await generate
                .Should()
                .ThrowAsync<OperationCanceledException>()
                .WithMessage("*1234abcd*")
        ).Which;
        thrown.CancellationToken.Should().Be(source.Token);
    }

    [Fact]
    public async Task The_timeout_has_the_last_fault_as_its_inner_exception()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Running), (503, "")));

        var wait = () => client.GetJob("1").WaitAsync();

        var thrown = (await wait.Should().ThrowAsync<VideoJobTimeoutException>()).Which;
        thrown.LastUpdate!.Status.Should().Be("IN_PROGRESS");
        thrown.InnerException.Should().BeOfType<CloudswayApiException>();
    }

    [Fact]
    public async Task A_final_status_counts_more_than_the_code_beside_it()
    {
        var client = new HailuoClient(
            service.Answering(
                """{"status":"Fail","base_resp":{"status_code":1027,"status_msg":"output new_sensitive"}}"""
            )
        );

        var wait = () => client.GetJob("1").WaitAsync();

        (await wait.Should().ThrowAsync<VideoModeratedException>())
            .Which.LastUpdate!.RequestId.Should()
            .Be("request-7");
    }
}
