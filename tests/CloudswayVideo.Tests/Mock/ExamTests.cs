using System.Net.Http.Headers;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.Tests.Mock;

/// <summary>The exam that the mock gives any client: our own passes, and each mistake is seen.</summary>
public sealed partial class ExamTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new(
        new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)
    );
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync()
    {
        _mock = await StartAsync(_time);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "any");
    }

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Hailuo")]
    [InlineData("Haiper")]
    public async Task Our_client_passes_it_and_then_it_is_over(string family)
    {
        var time = new SkippingTimeProvider();
        await using var mock = await StartAsync(time);
        var (hailuo, haiper) = (
            mock.CreateHailuoClient(configure: options => options.Polling = new()),
            mock.CreateHaiperClient(configure: options => options.Polling = new())
        );
        for (var number = 0; number < MockExam.Videos; number++)
        {
            try
            {
                var video =
                    family == "Hailuo"
                        ? await hailuo.GenerateAsync(HailuoVideoRequest.FromText($"Fox {number}"))
                        : await haiper.GenerateAsync(
                            new HaiperGenerateRequest { Prompt = $"Fox {number}" }
                        );
                await video.SaveAsync(_folder[$"{number}.mp4"]);
            }
            catch (CloudswayException)
            {
                // What is unclear, has failed or is stuck is reported, and nothing is tried again.
            }
        }

        mock.Exam!.Card.Where(line => line.Passed != true).Should().BeEmpty();
        Directory.GetFiles(_folder[""]).Should().HaveCountGreaterThan(5);
        var end = time.GetUtcNow();
        await mock.Exam.WaitAsync();
        (time.GetUtcNow() - end).Should().BeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_lost_reply_that_is_reported_passes_and_one_that_is_sent_again_is_paid_twice()
    {
        await ReachAsync("lost-reply");
        Line("lost-reply")
            .Should()
            .Match<ExamLine>(line => line.Passed == true && line.IdsLost == 0);

        await SubmitAsync("lost-reply");

        Fails("lost-reply", "Paid for 2 jobs where one video was wanted")
            .JobsAccepted.Should()
            .Be(2);
    }

    [Fact]
    public async Task A_request_that_was_lost_before_the_job_was_accepted_may_be_sent_again()
    {
        await ReachAsync("lost-request");
        Line("lost-request")
            .Should()
            .Match<ExamLine>(line => line.Passed == true && line.JobsAccepted == 0);

        await FollowAsync(await SubmitAsync("lost-request"));

        Line("lost-request")
            .Should()
            .Match<ExamLine>(line => line.Passed == true && line.JobsAccepted == 1);
    }

    [Fact]
    public async Task An_id_beside_a_503_must_not_be_lost()
    {
        var id = await ReachAsync("accepted-503");
        Fails("accepted-503", "never asked about it").IdsLost.Should().Be(1);

        await FollowAsync(id);

        Line("accepted-503").Passed.Should().BeTrue();
    }

    [Theory]
    [InlineData("busy-submission")]
    [InlineData("busy-question")]
    public async Task A_429_says_how_long_to_wait(string scenario)
    {
        var id = await ReachAsync(scenario);
        if (scenario == "busy-question")
        {
            await AskAsync(id);
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        await FollowAsync(scenario == "busy-question" ? id : await SubmitAsync(scenario));

        Fails(scenario, "again sooner than the 429 allowed");
    }

    [Fact]
    public async Task A_job_that_runs_is_not_left_after_a_question_that_failed()
    {
        var id = await ReachAsync("unreadable-status");
        await AskAsync(id);
        Fails("unreadable-status", "Stopped asking about a job that ran");

        for (var question = 0; question < 3; question++)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await AskAsync(id);
        }

        Line("unreadable-status")
            .Should()
            .Match<ExamLine>(line => line.Passed == true && line.Questions == 4);
    }

    [Fact]
    public async Task Questions_may_come_once_a_second_and_not_after_the_end()
    {
        var id = await ReachAsync("no-fault");
        for (var question = 0; question < 10; question++)
        {
            await AskAsync(id);
            _time.Advance(TimeSpan.FromSeconds(0.25));
        }

        Fails("no-fault", "Asked 10 times in 2.3 s");
        _time.Advance(TimeSpan.FromSeconds(60));
        for (var question = 0; question < 3; question++)
        {
            await AskAsync(id);
            _time.Advance(TimeSpan.FromSeconds(10));
        }

        Fails("no-fault", "Asked 2 more times after the end").QuestionsPastEnd.Should().Be(2);
    }

    [Fact]
    public async Task A_video_is_the_same_one_if_anything_but_its_prompt_is_changed()
    {
        await ReachAsync("lost-reply");

        await SubmitAsync("lost-reply", promptOptimizer: true);

        Fails("lost-reply", "Paid for 2 jobs where one video was wanted");
        Line("half-reply").Passed.Should().BeNull("no further video was submitted");
    }

    [Fact]
    public async Task It_is_over_once_nothing_came_for_a_minute()
    {
        var over = _mock.Exam!.WaitAsync();
        _time.Advance(TimeSpan.FromHours(1));
        await SubmitAsync("1");
        over.IsCompleted.Should().BeFalse("the client may not have been started before");

        var start = _time.GetUtcNow();
        while (!over.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        (_time.GetUtcNow() - start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task What_comes_after_the_last_scenario_is_not_counted_and_a_reset_begins_anew()
    {
        await ReachAsync("stuck");
        var card = _mock.Exam!.Card;

        await FollowAsync(await SubmitAsync("one more"));

        _mock.Exam.Card.Should().Equal(card);
        _mock.Reset();
        _mock.Exam.Card.Should().OnlyContain(line => line.Passed == null);
    }

    private static Task<CloudswayMock> StartAsync(TimeProvider time) =>
        CloudswayMock.StartAsync(
            new CloudswayMockOptions
            {
                Exam = true,
                TimeProvider = time,
                JobDuration = TimeSpan.FromSeconds(20),
            }
        );

    private ExamLine Line(string scenario) =>
        _mock.Exam!.Card.Single(line => line.Scenario == scenario);

    private ExamLine Fails(string scenario, string problem)
    {
        var line = Line(scenario);
        line.Passed.Should().BeFalse();
        line.Seen.Should().Contain(problem);
        return line;
    }
}
