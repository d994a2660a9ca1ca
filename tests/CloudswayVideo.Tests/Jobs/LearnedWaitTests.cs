using System.Collections.Concurrent;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>A client learns from the jobs that it has waited for.</summary>
public sealed class LearnedWaitTests(StubService service) : IClassFixture<StubService>
{
    private readonly SkippingTimeProvider _time = new();
    private readonly ConcurrentQueue<TimeSpan> _asked = new();
    private DateTimeOffset _submitted;
    private TimeSpan _duration;

    [Fact]
    public async Task After_twenty_jobs_the_next_one_is_asked_about_at_the_usual_age()
    {
        var options = service.AnsweringWith(Answer);
        // Without randomness: otherwise a job may end just before a late question, and the client learns a wrong
        // duration.
        (options.TimeProvider, options.Polling.Schedule) = (_time, new Steady());
        var client = new HaiperClient(options);

        var first = await QuestionsOfAsync(client, seconds: 38);
        for (var job = 0; job < 20; job++)
        {
            await QuestionsOfAsync(client, 34 + (job * 5 % 9));
        }

        var learned = await QuestionsOfAsync(client, seconds: 38);

        // The first question is asked at once.
        first
            .Skip(1)
            .Where(age => age < TimeSpan.FromSeconds(25))
            .Should()
            .HaveCountGreaterThan(2, "nothing is known of the first one");
        learned
            .Skip(1)
            .Where(age => age < TimeSpan.FromSeconds(25))
            .Should()
            .BeEmpty("no job has ended so early");
        learned[^1]
            .Should()
            .BeLessThan(
                TimeSpan.FromSeconds(41),
                "questions are close to each other where jobs end"
            );
        learned
            .Count.Should()
            .BeLessThanOrEqualTo(
                first.Count + 2,
                "the interval says how often a job is asked about in all"
            );
    }

    private async Task<List<TimeSpan>> QuestionsOfAsync(HaiperClient client, double seconds)
    {
        _asked.Clear();
        _duration = TimeSpan.FromSeconds(seconds);
        await client.GenerateAsync(new HaiperGenerateRequest { Prompt = "x" });
        return [.. _asked];
    }

    private StubAnswer Answer(string path)
    {
        if (path.EndsWith("/generate", StringComparison.Ordinal))
        {
            _submitted = _time.GetUtcNow();
            return StubAnswer.Of("""{"taskId":"1"}""");
        }

        var age = _time.GetUtcNow() - _submitted;
        _asked.Enqueue(age);
        return StubAnswer.Of(
            age < _duration
                ? """{"status":"IN_PROGRESS"}"""
                : """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}"""
        );
    }

    /// <summary>The default schedule with a constant instead of a random number.</summary>
    private sealed class Steady : PollingSchedule
    {
        private readonly PollingSchedule _default = Adaptive(TimeSpan.FromSeconds(5));

        public override TimeSpan NextDelay(PollingMoment moment) =>
            _default.NextDelay(moment with { Random = 0.5 });
    }
}
