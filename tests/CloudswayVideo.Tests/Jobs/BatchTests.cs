using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Jobs;

/// <summary>Many jobs at once.</summary>
public sealed class BatchTests(StubService service) : IClassFixture<StubService>
{
    private const string Running = """{"status":"IN_PROGRESS"}""";
    private const string Success = """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}""";
    private const string Failure = """{"status":"FAIL"}""";

    private int _stuck;

    [Fact]
    public async Task Every_job_has_an_outcome_in_the_order_of_the_jobs()
    {
        var client = Client();
        var heard = new Recorder();

        var outcomes = await VideoJob.WaitAllAsync(
            new[] { "slow", "failing", "unknown", "quick" }.Select(client.GetJob),
            heard
        );

        outcomes
            .Select(outcome => outcome.ToString())
            .Should()
            .Equal(
                "slow: video",
                "failing: VideoJobFailedException",
                "unknown: CloudswayApiException",
                "quick: video"
            );
        outcomes
            .Should()
            .OnlyContain(outcome =>
                outcome.HasVideo == (outcome.Exception == null)
                && outcome.HasVideo == (outcome.Video != null)
            );
        heard.Updates.Select(update => update.JobId).Should().Contain("slow").And.Contain("quick");
    }

    [Fact]
    public async Task Outcomes_arrive_as_the_jobs_end()
    {
        using var quickHasEnded = new ManualResetEventSlim();
        var client = new HaiperClient(
            service.AnsweringWith(path =>
            {
                if (path.EndsWith("slow", StringComparison.Ordinal))
                {
                    quickHasEnded.Wait(TimeSpan.FromMinutes(1));
                }

                return StubAnswer.Of(Success);
            })
        );
        var ended = new List<string>();

        await foreach (
            var outcome in VideoJob.WhenEachAsync([client.GetJob("slow"), client.GetJob("quick")])
        )
        {
            ended.Add(outcome.Job.Id);
            quickHasEnded.Set();
        }

        ended.Should().Equal("quick", "slow");
    }

    [Fact]
    public async Task Leaving_the_loop_ends_the_other_waits()
    {
        var client = Client();

        await foreach (
            var outcome in VideoJob.WhenEachAsync([client.GetJob("stuck"), client.GetJob("quick")])
        )
        {
            break;
        }

        var asked = Volatile.Read(ref _stuck);
        await client.GetJob("slow").WaitAsync();
        Volatile
            .Read(ref _stuck)
            .Should()
            .BeLessThanOrEqualTo(
                asked + 1,
                "half a minute brings no question but the one that may have been under way"
            );
    }

    [Theory]
    [InlineData("not an id")]
    [InlineData(null)]
    public async Task A_list_that_fails_in_the_middle_starts_no_wait(string? second)
    {
        var client = Client();
        var jobs = new[] { "stuck", second }.Select(id => id is null ? null! : client.GetJob(id));
        var all = () => VideoJob.WaitAllAsync(jobs);
        var each = async () =>
            await VideoJob.WhenEachAsync(jobs).GetAsyncEnumerator().MoveNextAsync();

        await all.Should().ThrowAsync<ArgumentException>();
        await each.Should().ThrowAsync<ArgumentException>();

        await client.GetJob("slow").WaitAsync();
        Volatile.Read(ref _stuck).Should().Be(0, "no job of the lists was waited for");
    }

    [Fact]
    public async Task Cancelling_ends_all_waits_with_the_callers_token()
    {
        using var source = new CancellationTokenSource();
        var client = Client();

        var all = () =>
            VideoJob.WaitAllAsync(
                [client.GetJob("stuck"), client.GetJob("stuck2")],
                new Recorder(_ => source.Cancel()),
                source.Token
            );
        var each = async () =>
            await VideoJob
                .WhenEachAsync([client.GetJob("stuck")], cancellationToken: source.Token)
                .GetAsyncEnumerator()
                .MoveNextAsync();

        (await all.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(source.Token);
        (await each.Should().ThrowAsync<OperationCanceledException>())
            .Which.CancellationToken.Should()
            .Be(source.Token);
    }

    private HaiperClient Client()
    {
        var slow = 0;
        return new HaiperClient(
            service.AnsweringWith(path =>
                path.Split('/')[^1] switch
                {
                    "quick" => StubAnswer.Of(Success),
                    "slow" => StubAnswer.Of(
                        Interlocked.Increment(ref slow) < 4 ? Running : Success
                    ),
                    "failing" => StubAnswer.Of(Failure),
                    "unknown" => new StubAnswer(404, ""),
                    _ => StubAnswer.Of(Interlocked.Increment(ref _stuck) > 0 ? Running : ""),
                }
            )
        );
    }
}
