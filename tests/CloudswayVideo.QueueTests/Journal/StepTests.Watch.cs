using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Journal;

/// <content>Stores that hang, or do not say whether they can save.</content>
public partial class StepTests
{
    [Theory(Timeout = 300_000)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_store_that_hangs_keeps_no_slot_and_the_paid_job_is_asked_for_again(
        bool blocksItsThread
    )
    {
        using var isOver = new ManualResetEventSlim();
        var isCalled = new TaskCompletionSource();
        var store = new OtherStore(_ =>
        {
            isCalled.TrySetResult();
            return blocksItsThread
                ? Task.FromResult($"{isOver.Wait(30_000, CancellationToken.None)}")
                : new TaskCompletionSource<string>().Task;
        });
        await using var fleet = await Fleet.StartAsync(queue => queue.SaveTo(store));
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var step = Task.Run(() => fleet.StepAsync("a"));
        await isCalled.Task;
        await EndedAsync(fleet, step);

        isOver.Set();
        (await step).End.Should().Be(VideoStepEnd.Again);
        (await fleet.FindAsync("a"))
            .Should()
            .BeEquivalentTo(new { State = QueuedVideoState.Accepted, JobId = "job1" });
        (await step).Reason.Should().Contain("no byte of the video arrived for 00:10:00");
        store.Save = _ => Task.FromResult("there");
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_row_is_not_due_elsewhere_while_its_video_is_being_saved()
    {
        var (isCalled, isSaved) = (new TaskCompletionSource(), new TaskCompletionSource<string>());
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.SaveTo(
                new OtherStore(_ =>
                {
                    isCalled.SetResult();
                    return isSaved.Task;
                })
            )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        var step = fleet.StepAsync("a");
        await isCalled.Task;

        for (var looks = 0; looks < 5; looks++)
        {
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            while ((await fleet.FindAsync("a")).NextAt <= fleet.Time.GetUtcNow().AddMinutes(2))
            {
                await Task.Yield();
            }
        }

        isSaved.SetResult("there");
        await step;
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact(Timeout = 300_000)]
    public async Task A_slow_store_to_which_bytes_still_come_is_not_given_up()
    {
        Fleet? fleet = null;
        var store = new OtherStore(async video =>
        {
            foreach (var _ in Enumerable.Range(0, 6))
            {
                await video.SaveAsync(Stream.Null);
                fleet!.Time.Advance(TimeSpan.FromMinutes(9));
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }

            return "there";
        });
        fleet = await Fleet.StartAsync(queue => queue.SaveTo(store));
        await using var _ = fleet;
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact(Timeout = 300_000)]
    public async Task Nothing_is_paid_for_while_a_store_does_not_say_whether_it_can_save()
    {
        var store = new OtherStore(_ => Task.FromResult("there"))
        {
            Checks = new TaskCompletionSource().Task,
        };
        await using var fleet = await Fleet.StartAsync(queue => queue.SaveTo(store));
        await fleet.EnqueueAsync("a");

        var step = fleet.StepAsync("a");
        await EndedAsync(fleet, step);

        (await step).Reason.Should().Contain("not answered for 60 seconds");
        fleet.Gateway.Accepted.Should().BeEmpty();
    }

    // Slowly, because after days without an end a person decides about a job.
    private static async Task EndedAsync(Fleet fleet, Task step)
    {
        while (!step.IsCompleted)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }
}
