using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A paid job whose end nobody learns: after some time a person looks at the account.</summary>
public class OverdueTests
{
    [Theory]
    [InlineData(404, "{}", 23, QueuedVideoState.Accepted)]
    [InlineData(404, "{}", 25, QueuedVideoState.Ambiguous)]
    [InlineData(410, "{}", 25, QueuedVideoState.Ambiguous)]
    [InlineData(401, "{}", 25, QueuedVideoState.Accepted)]
    [InlineData(401, "{}", 169, QueuedVideoState.Ambiguous)]
    [InlineData(403, "{}", 169, QueuedVideoState.Ambiguous)]
    [InlineData(200, """{"status":"MYSTERY"}""", 25, QueuedVideoState.Accepted)]
    [InlineData(200, """{"status":"MYSTERY"}""", 169, QueuedVideoState.Ambiguous)]
    [InlineData(200, """{"status":"IN_PROGRESS"}""", 169, QueuedVideoState.Ambiguous)]
    [InlineData(200, """{"status":"SUCCESS"}""", 169, QueuedVideoState.Ambiguous)]
    public async Task It_is_asked_about_for_some_days(
        int status,
        string body,
        int hours,
        QueuedVideoState expected
    )
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        fleet.Gateway.Question = _ => (status, body);

        fleet.Time.Advance(TimeSpan.FromHours(hours));
        await fleet.StepAsync("a");

        var video = await fleet.FindAsync("a");
        (video.State, video.JobId).Should().Be((expected, "job1"));
    }

    [Theory]
    [InlineData("3600", 1)]
    [InlineData("2147483647", 24)]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", 24)]
    public async Task A_gateway_can_put_off_a_paid_job_for_a_day_at_most(string when, int hours)
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        fleet.Gateway.Question = _ => (429, "{}");
        fleet.Gateway.RetryAfter = when;

        var step = await fleet.StepAsync("a");

        step.Delay.Should().BeCloseTo(TimeSpan.FromHours(hours), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_last_answer_of_the_service_counts_before_a_404()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        fleet.Gateway.Question = _ => (200, """{"status":"IN_PROGRESS"}""");
        fleet.Time.Advance(TimeSpan.FromHours(20));
        await fleet.StepAsync("a");
        fleet.Gateway.Question = _ => (404, "{}");

        fleet.Time.Advance(TimeSpan.FromHours(20));
        var early = await fleet.StepAsync("a");
        fleet.Time.Advance(TimeSpan.FromHours(5));
        var late = await fleet.StepAsync("a");

        (early.End, late.End).Should().Be((VideoStepEnd.Again, VideoStepEnd.PersonDecides));
    }

    [Fact]
    public async Task A_person_takes_up_the_same_id_again_and_nothing_is_paid_for_twice()
    {
        await using var fleet = await Fleet.StartAsync();
        await LoseAsync(fleet, "a");
        var lost = await fleet.FindAsync("a");

        var resubmit = () => fleet.Queue.ResubmitAsync("a");
        await resubmit.Should().ThrowAsync<InvalidOperationException>();
        fleet.Gateway.Question = _ => null;
        await fleet.Queue.TakeUpAsync("a", "job1");

        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
        var saved = await fleet.FindAsync("a");
        lost.Reason.Should().Contain("job1").And.Contain("not submitted again");
        (saved.JobToken, saved.EarlierJobTokens.Count).Should().Be((lost.JobToken, 0));
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task Another_id_does_not_replace_the_known_one_and_it_may_be_forgotten()
    {
        await using var fleet = await Fleet.StartAsync();
        await LoseAsync(fleet, "a");
        await LoseAsync(fleet, "b");

        await fleet.Queue.TakeUpAsync("a", "job7");
        await fleet.Queue.ForgetAsync("b");

        var video = await fleet.FindAsync("a");
        video.JobId.Should().Be("job7");
        VideoJobToken
            .Parse(video.EarlierJobTokens.Should().ContainSingle().Subject)
            .Id.Should()
            .Be("job1");
        (await fleet.Queue.FindAsync("b")).Should().BeNull();
    }

    private static async Task LoseAsync(Fleet fleet, string key)
    {
        await fleet.EnqueueAsync(key);
        await fleet.StepAsync(key);
        fleet.Gateway.Question = _ => (404, "{}");
        fleet.Time.Advance(TimeSpan.FromDays(2));
        (await fleet.StepAsync(key)).End.Should().Be(VideoStepEnd.PersonDecides);
    }
}
