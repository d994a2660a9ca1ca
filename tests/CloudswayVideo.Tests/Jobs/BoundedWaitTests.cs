using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Waits use limited time and memory, whatever the service sends.</summary>
public sealed class BoundedWaitTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private readonly CountingTimeProvider _time = new();

    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";

    [Theory]
    [InlineData(200, Running)]
    [InlineData(503, "")]
    public async Task A_Retry_After_of_a_year_leaves_one_last_question_before_the_deadline(
        int statusCode,
        string body
    )
    {
        var asked = 0;
        var client = Client(
            new StubAnswer(statusCode, body, "31536000"),
            question =>
            {
                asked = question;
                return StubAnswer.Of(Success);
            }
        );

        // During the last question the clock stands still, because a busy machine may need longer for its reply.
        var wait = client.GetJob("1").WaitAsync();
        await PassingTime(client, wait, () => asked == 2);
        var video = await wait;

        (video.Url, asked).Should().Be(("https://h/v.mp4", 2));
    }

    [Fact]
    public async Task The_last_question_is_asked_once()
    {
        var asked = 0;
        var client = Client(
            new StubAnswer(200, Running, "31536000"),
            question =>
            {
                asked = question;
                return new StubAnswer(200, Running, "31536000");
            }
        );

        var wait = () => PassingTime(client, client.GetJob("1").WaitAsync());

        await wait.Should().ThrowAsync<VideoJobTimeoutException>();
        asked.Should().Be(2);
    }

    [Fact]
    public async Task A_slow_reader_gets_only_the_latest_update()
    {
        var asked = 0;
        var options = service.AnsweringWith(_ =>
            StubAnswer.Of(Interlocked.Increment(ref asked) < 30 ? Running : Success)
        );
        var heard = new List<VideoJobUpdate>();
        var job = new HaiperClient(options).GetJob("1");

        // Another wait runs to the end while the reader still handles its first update.
        await foreach (var update in job.WatchAsync())
        {
            heard.Add(update);
            await job.WaitAsync();
        }

        heard
            .Select(update => update.Phase)
            .Should()
            .Equal(VideoJobPhase.Running, VideoJobPhase.Succeeded);
    }

    [Fact]
    public async Task Only_the_start_of_a_reply_of_a_megabyte_is_kept()
    {
        var options = service.Answering(
            $$"""{"status":"IN_PROGRESS","x":"{{new string('x', 1_000_000)}}"}"""
        );

        var update = await new HaiperClient(options).GetJob("1").AskAsync();

        update.RawBody.Length.Should().Be(64 * 1024);
    }

    [Theory]
    [InlineData("Warming", "Warming")]
    [InlineData("RWsecret0Gd", "Unknown")]
    [InlineData("A fox in the snow", "Unknown")]
    public async Task A_timeout_names_an_unknown_status_only_if_it_is_a_plain_word(
        string status,
        string shown
    )
    {
        var options = service.Answering($$"""{"status":"{{status}}"}""");

        var wait = () => new HaiperClient(options).GetJob("1").WaitAsync();

        await wait.Should()
            .ThrowAsync<VideoJobTimeoutException>()
            .WithMessage($"*its last status was {shown}.*");
    }

    private HaiperClient Client(StubAnswer first, Func<int, StubAnswer> later)
    {
        var asked = 0;
        var options = service.AnsweringWith(path =>
            path.EndsWith("/pace", StringComparison.Ordinal) ? StubAnswer.Of(Running)
            : Interlocked.Increment(ref asked) is var question && question == 1 ? first
            : later(question)
        );
        options.TimeProvider = _time;
        return new HaiperClient(options);
    }

    private async Task<Video> PassingTime(HaiperClient client, Task<Video> wait)
    {
        await PassingTime(client, wait, () => false);
        return await wait;
    }

    // Each second of the clock takes as long as a question, and as long as hundreds of questions where a timer has
    // ended, so that the wait can follow the clock, even on a busy machine.
    private async Task PassingTime(HaiperClient client, Task<Video> wait, Func<bool> isEnough)
    {
        while (!wait.IsCompleted && !isEnough())
        {
            var ended = _time.EndedTimers;
            _time.Advance(TimeSpan.FromSeconds(1));
            var questions = _time.EndedTimers == ended ? 1 : 500;
            for (var i = 0; i < questions && !wait.IsCompleted && !isEnough(); i++)
            {
                await client.GetJob("pace").AskAsync();
            }
        }
    }

    private sealed class CountingTimeProvider : FakeTimeProvider
    {
        public int EndedTimers { get; private set; }

        public override ITimer CreateTimer(
            TimerCallback callback,
            object? state,
            TimeSpan dueTime,
            TimeSpan period
        ) =>
            base.CreateTimer(
                given =>
                {
                    EndedTimers++;
                    callback(given);
                },
                state,
                dueTime,
                period
            );
    }
}
