using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>The times of questions, on the clock of the test.</summary>
public sealed class QuestionTimeTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    private readonly List<TimeSpan> _arrivals = [];

    [Theory]
    [InlineData(503, "")]
    [InlineData(500, "<html>")]
    [InlineData(200, """{"base_resp":{"status_code":1002}}""")]
    public async Task A_wait_asks_on_schedule_through_an_outage_of_a_minute(
        int statusCode,
        string body
    )
    {
        var client = Client(at =>
            at < TimeSpan.FromSeconds(60)
                ? new StubAnswer(statusCode, body)
                : StubAnswer.Of(Success)
        );

        var video = await client.GetJob("1").WaitAsync();

        video.Url.Should().Be("https://h/v.mp4");
        _arrivals[^1]
            .Should()
            .BeGreaterThan(TimeSpan.FromSeconds(60))
            .And.BeLessThan(TimeSpan.FromSeconds(90));
        _arrivals.Count.Should().BeLessThan(30, "each question is repeated twice at most");
    }

    [Fact]
    public async Task A_new_job_may_be_unknown_for_half_a_minute_and_no_longer()
    {
        var client = Client(at =>
            at == TimeSpan.Zero ? StubAnswer.Of("""{"taskId":"1"}""") : new StubAnswer(404, "")
        );
        var job = await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        var wait = () => job.WaitAsync();

        (await wait.Should().ThrowAsync<CloudswayApiException>())
            .Which.Reason.Should()
            .Be(ErrorReason.NotFound);
        _arrivals[^1]
            .Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30))
            .And.BeLessThan(TimeSpan.FromSeconds(45));
    }

    [Fact]
    public async Task A_job_from_a_token_has_the_rest_of_that_half_minute()
    {
        var client = Client(at =>
            at == TimeSpan.Zero ? StubAnswer.Of("""{"taskId":"1"}""") : new StubAnswer(404, "")
        );
        var job = await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "x" });

        var wait = () => client.GetJob(job.ToToken()).WaitAsync();

        await wait.Should().ThrowAsync<CloudswayApiException>();
        _arrivals.Count.Should().BeGreaterThan(2);
    }

    [Theory]
    [InlineData(429, "")]
    [InlineData(503, "")]
    [InlineData(200, Running)]
    public async Task Retry_After_is_the_shortest_delay_to_the_next_question(
        int statusCode,
        string body
    )
    {
        var client = Client(at =>
            at == TimeSpan.Zero
                ? new StubAnswer(statusCode, body, RetryAfter: "44")
                : StubAnswer.Of(Success)
        );

        await client.GetJob("1").WaitAsync();

        _arrivals.Should().HaveCount(2);
        _arrivals[1]
            .Should()
            .BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(44))
            .And.BeLessThan(TimeSpan.FromSeconds(46));
    }

    [Fact]
    public async Task A_custom_schedule_is_used_and_gets_the_state_of_the_wait()
    {
        var schedule = new Growing();
        var client = Client(
            at => StubAnswer.Of(at < TimeSpan.FromSeconds(50) ? Running : Success),
            schedule
        );

        await client.GetJob("1").WaitAsync();

        _arrivals.Select(at => Math.Round(at.TotalSeconds)).Should().Equal(0, 10, 30, 60);
        schedule
            .Moments.Select(moment => (moment.Asked, Math.Round(moment.JobAge.TotalSeconds)))
            .Should()
            .Equal((1, 0), (2, 10), (3, 30));
        schedule.Moments.Should().OnlyContain(moment => moment.Random >= 0 && moment.Random <= 1);
    }

    [Fact]
    public async Task An_invalid_delay_of_a_schedule_ends_the_wait()
    {
        var client = Client(_ => StubAnswer.Of(Running), new Growing { Step = TimeSpan.Zero });

        var wait = () => client.GetJob("1").WaitAsync();

        await wait.Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*Growing returned a delay of 00:00:00*");
        _arrivals.Should().HaveCount(1);
    }

    [Theory]
    [InlineData("""{"status":"SUCCESS","mediaUrl":""}""")]
    [InlineData("""{"status":"SUCCESS"}""")]
    public async Task After_a_success_without_a_video_it_asks_again_on_schedule(string success)
    {
        var client = Client(at => StubAnswer.Of(at < TimeSpan.FromSeconds(15) ? success : Success));

        var video = await client.GetJob("1").WaitAsync();

        video.Url.Should().Be("https://h/v.mp4");
        _arrivals.Should().HaveCount(3);
    }

    [Fact]
    public async Task A_success_that_never_has_a_video_ends_the_wait_after_a_few_questions()
    {
        var client = Client(_ => StubAnswer.Of("""{"status":"SUCCESS"}"""));

        var wait = () => client.GetJob("1").WaitAsync();

        (await wait.Should().ThrowAsync<VideoWithoutOutputException>())
            .Which.LastUpdate!.Status.Should()
            .Be("SUCCESS");
        _arrivals
            .Zip(_arrivals.Skip(1), (one, next) => next - one)
            .Should()
            .HaveCount(3)
            .And.OnlyContain(pause => pause >= TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task Waiting_for_a_missing_video_respects_the_deadline()
    {
        var client = Client(
            _ => StubAnswer.Of("""{"status":"SUCCESS"}"""),
            timeout: TimeSpan.FromSeconds(50),
            interval: TimeSpan.FromSeconds(24)
        );

        var wait = () => client.GetJob("1").WaitAsync();

        (await wait.Should().ThrowAsync<VideoJobTimeoutException>())
            .Which.LastUpdate!.Phase.Should()
            .Be(VideoJobPhase.Succeeded);
    }

    private HaiperClient Client(
        Func<TimeSpan, StubAnswer> answerAt,
        PollingSchedule? schedule = null,
        TimeSpan? timeout = null,
        TimeSpan? interval = null
    )
    {
        var time = new SkippingTimeProvider();
        var start = time.GetUtcNow();
        var options = service.AnsweringWith(_ =>
        {
            _arrivals.Add(time.GetUtcNow() - start);
            return answerAt(_arrivals[^1]);
        });
        options.TimeProvider = time;
        options.Polling = new PollingOptions
        {
            Schedule = schedule,
            Interval = interval ?? options.Polling.Interval,
            Timeout = timeout ?? options.Polling.Timeout,
        };
        return new HaiperClient(options);
    }

    private sealed class Growing : PollingSchedule
    {
        public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(10);

        public List<PollingMoment> Moments { get; } = [];

        public override TimeSpan NextDelay(PollingMoment moment)
        {
            Moments.Add(moment);
            return Step * moment.Asked;
        }
    }
}
