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

    // Says most where the file system of temporary files ignores case, as on Windows and macOS.
    [Fact]
    public async Task Keys_that_differ_only_in_case_have_files_of_their_own()
    {
        await using var fleet = await Fleet.StartAsync();
        foreach (var key in new[] { "Fox", "fox" })
        {
            await fleet.EnqueueAsync(key);
            await fleet.StepAsync(key);
            (await fleet.StepAsync(key)).End.Should().Be(VideoStepEnd.Saved);
        }

        (await fleet.FindAsync("Fox")).File.Should().EndWith("Fox.mp4");
        (await fleet.FindAsync("fox")).File.Should().Match("*fox*.mp4");
        Directory.GetFiles(fleet.Videos).Should().HaveCount(2);
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
