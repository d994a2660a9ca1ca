using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A row, one step after the other.</summary>
public partial class StepTests
{
    [Fact]
    public async Task A_video_is_submitted_once_asked_about_and_saved()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.Status = _ =>
            fleet.Gateway.Requests.Count < 3 ? """{"status":"IN_PROGRESS"}""" : null;
        await fleet.EnqueueAsync("order/17 ä");

        (await fleet.StepAsync("order/17 ä")).End.Should().Be(VideoStepEnd.Again);
        var waiting = await fleet.StepAsync("order/17 ä");
        (waiting.End, waiting.Delay).Should().Be((VideoStepEnd.Again, TimeSpan.FromSeconds(10)));
        var saved = await fleet.StepAsync("order/17 ä");

        saved.End.Should().Be(VideoStepEnd.Saved);
        var video = await fleet.FindAsync("order/17 ä");
        (video.State, video.JobId, video.NextAt)
            .Should()
            .Be((QueuedVideoState.Saved, "job1", null));
        File.Exists(video.File).Should().BeTrue();
        Path.GetDirectoryName(video.File).Should().Be(fleet.Videos);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task Of_many_workers_that_have_the_same_row_one_submits_it()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.AnswersAfter = TimeSpan.FromMilliseconds(50);
        await fleet.EnqueueAsync("a");
        var others = Enumerable
            .Range(0, 3)
            .Select(_ => fleet.AddMachine().GetRequiredService<VideoSteps>());

        await Task.WhenAll(
            others.SelectMany(steps =>
                Enumerable
                    .Range(0, 5)
                    .Select(_ => Task.Run(() => steps.RunAsync("a", null, default)))
            )
        );

        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task A_worker_that_died_while_it_submitted_leaves_a_row_for_a_person()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await DieWhileSubmittingAsync(fleet, "a");

        var early = await fleet.StepAsync("a");
        fleet.Time.Advance(early.Delay);
        var late = await fleet.StepAsync("a");

        early.End.Should().Be(VideoStepEnd.Again);
        late.End.Should().Be(VideoStepEnd.PersonDecides);
        late.Reason.Should().Contain("account");
        (await fleet.Queue.AmbiguousAsync()).Should().ContainSingle().Which.Key.Should().Be("a");
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.PersonDecides);
        fleet.Gateway.Accepted.Should().BeEmpty("nobody said that it is to be paid for");
    }

    [Fact]
    public async Task A_person_decides_that_it_is_paid_for_again_or_gives_the_id_or_forgets_it()
    {
        await using var fleet = await Fleet.StartAsync();
        foreach (var key in new[] { "again", "found", "forgotten" })
        {
            await fleet.EnqueueAsync(key);
            await DieWhileSubmittingAsync(fleet, key);
        }

        fleet.Time.Advance(TimeSpan.FromHours(1));
        await fleet.EnqueueAsync("other");
        await fleet.StepAsync("other");
        foreach (var key in new[] { "again", "found", "forgotten" })
        {
            await fleet.StepAsync(key);
        }

        await fleet.Queue.ResubmitAsync("again");
        await fleet.Queue.TakeUpAsync("found", "job1");
        await fleet.Queue.ForgetAsync("forgotten");

        await fleet.StepAsync("again");
        (await fleet.StepAsync("again")).End.Should().Be(VideoStepEnd.Saved);
        (await fleet.StepAsync("found")).End.Should().Be(VideoStepEnd.Saved);
        (await fleet.StepAsync("forgotten")).End.Should().Be(VideoStepEnd.Superseded);
        fleet
            .Gateway.Accepted.Select(job => job.Prompt)
            .Should()
            .Equal("prompt of other", "prompt of again");
    }

    [Fact]
    public async Task A_503_of_a_proxy_after_acceptance_is_never_repeated()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.LostAnswers = 1;
        await fleet.EnqueueAsync("a");

        var step = await fleet.StepAsync("a");

        step.End.Should().Be(VideoStepEnd.PersonDecides);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Theory]
    [InlineData(429, """{"error":{"code":"TooManyRequests"}}""", QueuedVideoState.Waiting)]
    [InlineData(401, """{"error":{"code":"Unauthorized"}}""", QueuedVideoState.Waiting)]
    [InlineData(400, """{"error":{"code":"InvalidParameter"}}""", QueuedVideoState.Failed)]
    public async Task A_refusal_waits_where_another_time_or_another_key_may_do_better(
        int status,
        string body,
        QueuedVideoState state
    )
    {
        await using var fleet = await Fleet.StartAsync(clients: builder =>
            builder.AddHaiper("e", own => own.TimeProvider = TimeProvider.System)
        );
        fleet.Gateway.Refusal = _ => (status, body);
        await fleet.EnqueueAsync("a");

        await fleet.StepAsync("a");

        var video = await fleet.FindAsync("a");
        video.State.Should().Be(state);
        video.Reason.Should().NotBeNullOrEmpty().And.NotContain("prompt of");
        fleet.Gateway.Refusal = _ => null;
        if (state == QueuedVideoState.Waiting)
        {
            await fleet.StepAsync("a");
        }
        else
        {
            await fleet.Queue.ResubmitAsync("a");
            await fleet.StepAsync("a");
        }

        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task An_id_that_comes_late_is_the_rows_own()
    {
        await using var fleet = await Fleet.StartAsync();
        var (arrived, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        await fleet.EnqueueAsync("a");
        fleet.Gateway.Refusal = _ =>
        {
            arrived.SetResult();
            answer.Task.Wait();
            return null;
        };

        var submitting = Task.Run(() => fleet.StepAsync("a"));
        await arrived.Task;
        await fleet.ChangeJournalAsync(
            "UPDATE cloudsway_video_job SET state = 'Ambiguous', notified = 1, nextAt = NULL"
        );
        answer.SetResult();
        await submitting;

        var video = await fleet.FindAsync("a");
        (video.State, video.JobId).Should().Be((QueuedVideoState.Accepted, "job1"));
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact]
    public async Task A_job_whose_id_is_known_is_never_submitted_again()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.Status = _ =>
            """{"status":"FAIL","failReason":"the prompt, word for word"}""";
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        var failed = await fleet.StepAsync("a");

        var resubmit = () => fleet.Queue.ResubmitAsync("a");

        failed.End.Should().Be(VideoStepEnd.Failed);
        failed.Reason.Should().NotContain("word for word");
        (await resubmit.Should().ThrowAsync<InvalidOperationException>()).WithMessage(
            "*another key*"
        );
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Failed);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task A_paid_job_cannot_be_forgotten_before_its_video_is_saved()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var forget = () => fleet.Queue.ForgetAsync("a");

        await forget.Should().ThrowAsync<InvalidOperationException>();
        await fleet.StepAsync("a");
        await fleet.Queue.ForgetAsync("a");
        (await fleet.Queue.FindAsync("a")).Should().BeNull();
    }

    [Fact]
    public async Task An_endpoint_that_a_worker_does_not_know_waits_for_one_that_does()
    {
        await using var fleet = await Fleet.StartAsync(clients: clients =>
            clients.AddKeyedHaiper("fast", "f")
        );
        await fleet.Queue.EnqueueAsync(
            "a",
            new HaiperGenerateRequest { Prompt = "p" },
            endpoint: "fast"
        );
        var stranger = fleet.AddMachine().GetRequiredService<VideoSteps>();

        var step = await stranger.RunAsync("a", null, default);

        step.End.Should().Be(VideoStepEnd.Again);
        step.Reason.Should().Contain("\"fast\"").And.Contain("AddCloudswayVideo");
        await fleet.StepAsync("a");
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    // What a kill -9 between the intent and the answer leaves behind.
    private static Task DieWhileSubmittingAsync(Fleet fleet, string key) =>
        fleet.ChangeJournalAsync(
            $"UPDATE cloudsway_video_job SET state = 'Submitting', attempt = 'x', "
                + $"leaseEnd = {fleet.Time.GetUtcNow().ToUnixTimeMilliseconds() + 60_000} WHERE key = '{key}'"
        );
}
