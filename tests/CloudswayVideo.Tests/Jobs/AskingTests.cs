using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>For programs that keep jobs elsewhere and ask by themselves, without a wait.</summary>
public sealed class AskingTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";
    private const string WithoutVideo = """{"status":"SUCCESS"}""";
    private const string Failure = """{"status":"FAIL"}""";

    [Fact]
    public async Task The_video_of_a_job_that_has_ended_is_found_with_no_further_question()
    {
        var client = new HaiperClient(service.AnsweringInTurn((200, Success), (200, Failure)));
        var job = client.GetJob("1");
        await job.AskAsync();

        var video = await job.GetVideoAsync();

        video.Url.Should().Be("https://h/v.mp4");
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_job_that_still_runs_has_no_video_and_is_not_waited_for()
    {
        var client = new HaiperClient(service.Answering(Running));

        var find = () => client.GetJob("1").GetVideoAsync();

        (await find.Should().ThrowAsync<InvalidOperationException>()).WithMessage(
            "*1 has not ended*IN_PROGRESS*WaitAsync*"
        );
        service.Arrivals(client).Should().Be(1);
    }

    [Fact]
    public async Task A_job_that_failed_says_so()
    {
        var job = new HaiperClient(service.Answering(Failure)).GetJob("1");

        var find = () => job.GetVideoAsync();

        await find.Should().ThrowAsync<VideoJobFailedException>();
    }

    [Fact]
    public async Task A_video_that_the_service_names_later_is_found_by_the_next_call()
    {
        var job = new HaiperClient(
            service.AnsweringInTurn((200, WithoutVideo), (200, Success))
        ).GetJob("1");
        var find = () => job.GetVideoAsync();
        await find.Should().ThrowAsync<VideoWithoutOutputException>();

        (await find()).Url.Should().Be("https://h/v.mp4");
    }

    [Theory]
    [InlineData(0, 7)]
    [InlineData(50, 7)]
    [InlineData(300, 20)]
    [InlineData(1_000_000, 3600)]
    public async Task The_next_question_is_due_by_the_schedule_and_later_ever_more_seldom(
        int age,
        int delay
    )
    {
        var time = new FakeTimeProvider();
        var options = service.Answering("""{"taskId":"1"}""");
        options.TimeProvider = time;
        options.Polling = new PollingOptions
        {
            Schedule = PollingSchedule.Fixed(TimeSpan.FromSeconds(7), jitter: 0),
            Timeout = TimeSpan.FromSeconds(100),
        };
        var job = await new HaiperClient(options).SubmitAsync(
            new HaiperGenerateRequest { Prompt = "x" }
        );

        time.Advance(TimeSpan.FromSeconds(age));

        job.Age.Should().Be(TimeSpan.FromSeconds(age));
        job.NextDelay(asked: 3).Should().Be(TimeSpan.FromSeconds(delay));
    }

    [Fact]
    public void Durations_known_from_elsewhere_count()
    {
        var client = new HaiperClient(service.Answering(Running));

        client.Durations.Add(TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(44));

        client
            .Durations.Median.Should()
            .BeCloseTo(TimeSpan.FromSeconds(42), TimeSpan.FromSeconds(1));
    }
}
