using System.Collections.Concurrent;
using System.Diagnostics;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A worker without an engine, which takes its rows from the journal.</summary>
public class WorkerTests
{
    [Fact(Timeout = 300_000)]
    public async Task What_was_enqueued_before_it_started_is_made_and_told_of()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");
        var told = new ConcurrentQueue<string>();

        await using var machine = await WorkingMachine.StartAsync(
            fleet.Gateway,
            queue =>
                queue
                    .UseSqlite(fleet.Journal)
                    .OnEnded(
                        (video, _) =>
                        {
                            told.Enqueue($"{video.Key} {video.State}");
                            return Task.CompletedTask;
                        }
                    )
        );
        await machine.HasAsync(
            "a",
            video => video is { State: QueuedVideoState.Saved, NextAt: null }
        );

        told.Should().Equal("a Saved");
        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [Fact(Timeout = 300_000)]
    public async Task Waiting_takes_no_slot()
    {
        await using var fleet = await Fleet.StartAsync();
        fleet.Gateway.JobDuration = TimeSpan.FromHours(1);
        await using var machine = await WorkingMachine.StartAsync(
            fleet.Gateway,
            queue => queue.UseSqlite(fleet.Journal),
            slots: 2
        );

        foreach (var number in Enumerable.Range(0, 30))
        {
            await machine.Queue.EnqueueAsync(
                $"r{number}",
                new HaiperGenerateRequest { Prompt = "p" }
            );
        }

        foreach (var number in Enumerable.Range(0, 30))
        {
            await machine.HasAsync($"r{number}", video => video.State == QueuedVideoState.Accepted);
        }

        fleet.Gateway.Accepted.Should().HaveCount(30);
    }

    [Fact(Timeout = 300_000)]
    public async Task Spans_continue_from_the_producer_to_the_download()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source =>
                source.Name is CloudswayDiagnostics.ActivitySourceName or "Test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) =>
                ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("Test");
        await using var fleet = await Fleet.StartAsync();
        ActivityTraceId trace;
        using (var order = source.StartActivity("order"))
        {
            trace = order!.TraceId;
            await fleet.EnqueueAsync("a");
        }

        await fleet.StepAsync("a");
        await fleet.StepAsync("a");

        spans
            .Where(span => span.TraceId == trace)
            .Select(span => span.OperationName)
            .Should()
            .ContainInOrder(
                "cloudsway.queue.enqueue",
                "cloudsway.submit",
                "cloudsway.queue.step",
                "cloudsway.poll",
                "cloudsway.download",
                "cloudsway.queue.step"
            );
        spans
            .SelectMany(span => span.TagObjects)
            .Select(tag => $"{tag.Value}")
            .Should()
            .NotContain(text => text.Contains("prompt of", StringComparison.Ordinal));
    }
}
