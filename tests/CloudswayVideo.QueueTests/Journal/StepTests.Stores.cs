using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.QueueTests.Journal;

public partial class StepTests
{
    [Fact]
    public async Task A_store_that_fails_loses_nothing_and_is_tried_again()
    {
        var store = new FullStore();
        await using var fleet = await Fleet.StartAsync(queue => queue.SaveTo(store));
        await fleet.EnqueueAsync("a");
        store.IsThere = false;
        await fleet.StepAsync("a");
        fleet.Gateway.Accepted.Should().BeEmpty("nothing is paid for that cannot be saved");

        store.IsThere = true;
        await fleet.StepAsync("a");
        var full = await fleet.StepAsync("a");

        full.End.Should().Be(VideoStepEnd.Again);
        full.Reason.Should().Be("The disk is full.");
        store.IsFull = false;
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public async Task A_store_with_a_time_limit_of_its_own_is_tried_again()
    {
        var store = new OtherStore(_ => throw new TaskCanceledException());
        await using var fleet = await Fleet.StartAsync(queue => queue.SaveTo(store));
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var step = await fleet.StepAsync("a");

        step.End.Should().Be(VideoStepEnd.Again);
        (await fleet.FindAsync("a")).Reason.Should().Contain("TaskCanceledException");
    }

    [Fact]
    public async Task A_video_is_saved_even_if_its_store_names_no_place()
    {
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.SaveTo(new OtherStore(_ => Task.FromResult<string>(null!)))
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact]
    public async Task What_keeps_a_video_waiting_is_logged_once_and_so_is_its_end()
    {
        using var log = new KeptLogs();
        var store = new FullStore();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue
                .SaveTo(store)
                .Services.AddLogging(logging =>
                    logging
                        .AddProvider(log)
                        .AddFilter((category, _) => category == "CloudswayVideo.Queue")
                )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        await fleet.StepAsync("a");
        await fleet.StepAsync("a");
        store.IsFull = false;
        await fleet.StepAsync("a");

        log.Text.Split('\n', StringSplitOptions.TrimEntries)
            .Should()
            .Equal("Video a must wait: The disk is full.", "Video a is saved.");
        log.Events.Should().Equal("6 MustWait, Warning", "7 Saved, Information");
    }

    [Theory(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

        for (var looks = 0; looks < 100; looks++)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        (await fleet.FindAsync("a")).NextAt.Should().BeAfter(fleet.Time.GetUtcNow());
        isSaved.SetResult("there");
        await step;
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact(Timeout = 60_000)]
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

    [Fact(Timeout = 60_000)]
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

        (await step).Reason.Should().Contain("not answered for 20 seconds");
        fleet.Gateway.Accepted.Should().BeEmpty();
    }

    [Fact]
    public async Task Nothing_is_paid_for_while_the_disk_of_a_folder_is_full()
    {
        await using var fleet = await Fleet.StartAsync();
        var full = fleet.AddMachine(queue =>
            queue.SaveTo(new FolderVideoStore(fleet.Videos, long.MaxValue))
        );
        await fleet.EnqueueAsync("a");

        var step = await full.GetRequiredService<VideoSteps>().RunAsync("a", null, default);

        step.End.Should().Be(VideoStepEnd.Again);
        step.Reason.Should().Match($"The disk of {fleet.Videos} has * MB free.*");
        fleet.Gateway.Accepted.Should().BeEmpty();
        await fleet.StepAsync("a");
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact]
    public void A_store_that_may_take_no_time_is_refused()
    {
        var register = () =>
            new ServiceCollection().AddCloudswayVideoQueue(queue =>
                queue.SaveTo(
                    new OtherStore(_ => Task.FromResult(""))
                    {
                        LongestPause = Timeout.InfiniteTimeSpan,
                    }
                )
            );

        register.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*LongestPause*");
    }

    private static async Task EndedAsync(Fleet fleet, Task step)
    {
        for (var looks = 0; !step.IsCompleted && looks < 500; looks++)
        {
            fleet.Time.Advance(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }

        step.IsCompleted.Should().BeTrue("a store keeps no slot");
    }

    private sealed class OtherStore(Func<Video, Task<string>> save) : IVideoStore
    {
        public Func<Video, Task<string>> Save { get; set; } = save;

        public Task Checks { get; init; } = Task.CompletedTask;

        public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(10);

        public Task CheckAsync(string key, CancellationToken cancellationToken) => Checks;

        public Task<string> SaveAsync(
            string key,
            Video video,
            CancellationToken cancellationToken
        ) => Save(video);
    }

    private sealed class FullStore : IVideoStore
    {
        public bool IsThere { get; set; } = true;

        public bool IsFull { get; set; } = true;

        public Task CheckAsync(string key, CancellationToken cancellationToken) =>
            IsThere ? Task.CompletedTask : throw new IOException("The share is not mounted.");

        public Task<string> SaveAsync(
            string key,
            Video video,
            CancellationToken cancellationToken
        ) => IsFull ? throw new IOException("The disk is full.") : Task.FromResult("there");
    }
}
