using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using CloudswayVideo.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.QueueTests.Journal;

public partial class StepTests
{
    [Fact(Timeout = 300_000)]
    public async Task A_handler_that_never_returns_keeps_no_slot()
    {
        var isCalled = new TaskCompletionSource();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.OnEnded(
                (_, _) =>
                {
                    isCalled.SetResult();
                    return new TaskCompletionSource().Task;
                }
            )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var step = fleet.StepAsync("a");
        await isCalled.Task;
        while (!step.IsCompleted)
        {
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        (await step).End.Should().Be(VideoStepEnd.Again);
    }

    [Fact]
    public async Task A_handler_that_throws_is_called_again_and_changes_nothing_else()
    {
        var heard = new List<QueuedVideo>();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.OnEnded(
                (video, _) =>
                {
                    heard.Add(video);
                    return heard.Count < 3
                        ? throw new InvalidOperationException("no")
                        : Task.CompletedTask;
                }
            )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var step = await fleet.StepAsync("a");
        while (step.End == VideoStepEnd.Again)
        {
            fleet.Time.Advance(step.Delay);
            step = await fleet.StepAsync("a");
        }

        await fleet.StepAsync("a");
        heard.Should().HaveCount(3).And.OnlyContain(video => video.State == QueuedVideoState.Saved);
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_handler_that_blocks_its_thread_keeps_no_slot()
    {
        using var isOver = new ManualResetEventSlim();
        var isCalled = new TaskCompletionSource();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.OnEnded(
                (_, _) =>
                {
                    isCalled.SetResult();
                    return Task.FromResult(isOver.Wait(120_000, CancellationToken.None));
                }
            )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        var step = Task.Run(() => fleet.StepAsync("a"));
        await isCalled.Task;
        while (!step.IsCompleted)
        {
            fleet.Time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        isOver.Set();
        (await step).End.Should().Be(VideoStepEnd.Again);
    }

    [Fact]
    public async Task An_end_is_logged_once_while_another_worker_tells_of_it()
    {
        using var log = new KeptLogs();
        var (isTelling, told) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var fleet = await Fleet.StartAsync(queue =>
            queue
                .OnEnded(
                    (_, _) =>
                    {
                        isTelling.SetResult();
                        return told.Task;
                    }
                )
                .Services.AddLogging(logging =>
                    logging
                        .AddProvider(log)
                        .AddFilter((category, _) => category == "CloudswayVideo.Queue")
                )
        );
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        var telling = fleet.StepAsync("a");
        await isTelling.Task;

        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Again);
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Again);
        told.SetResult();
        await telling;

        log.Events.Should().Equal("7 Saved, Information");
    }
}
