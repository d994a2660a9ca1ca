using System.Collections.Concurrent;
using System.Threading.Channels;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CloudswayVideo.QueueTests.Engine;

/// <summary>An engine as others write it, with public members alone.</summary>
public class OwnEngineTests
{
    [Fact(Timeout = 300_000)]
    public async Task It_delivers_a_row_until_its_video_is_saved()
    {
        await using var gateway = await CountingGateway.StartAsync();
        await using var machine = await StartAsync(gateway);

        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var video = await machine.HasAsync("a", row => row is { NextAt: null });

        video.State.Should().Be(QueuedVideoState.Saved);
        gateway.Accepted.Should().ContainSingle();
        EngineOf(machine).Ended.Should().Contain(("1", VideoStepEnd.Saved));
    }

    [Fact(Timeout = 300_000)]
    public async Task A_person_decides_in_its_pages_to_pay_again_and_its_own_job_goes_on()
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.LostAnswers = 1;
        await using var machine = await StartAsync(gateway);
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await machine.HasAsync(
            "a",
            row => row is { State: QueuedVideoState.Ambiguous, NextAt: null }
        );
        gateway.LostAnswers = 0;
        var steps = machine.App.Services.GetRequiredService<VideoSteps>();

        var byAnother = await steps.ResubmitAsync("a", "another job");
        var byItsOwn = await steps.ResubmitAsync("a", "1");
        EngineOf(machine).Requeue("1", "a");
        await machine.HasAsync("a", row => row.State == QueuedVideoState.Saved);
        var afterwards = await steps.ResubmitAsync("a", "1");

        (byAnother, byItsOwn, afterwards).Should().Be((false, true, false));
        gateway.Accepted.Should().HaveCount(2, "a person decided so");
        EngineOf(machine).Started.Should().Be(1);
    }

    public static TheoryData<Func<CancellationToken, Task>> Ends =>
        new(
            _ => throw new InvalidOperationException("no storage"),
            _ => throw new TaskCanceledException("a time limit of its own"),
            _ => Task.CompletedTask
        );

    [Theory(Timeout = 300_000)]
    [MemberData(nameof(Ends))]
    public async Task The_host_stops_if_its_work_ends(Func<CancellationToken, Task> work)
    {
        await using var gateway = await CountingGateway.StartAsync();
        await using var machine = await StartAsync(gateway, work);
        var stopped = new TaskCompletionSource();
        using var _ = machine
            .App.Services.GetRequiredService<IHostApplicationLifetime>()
            .ApplicationStopping.Register(stopped.SetResult);

        await stopped.Task;

        var workers = machine.App.Services.GetServices<IHostedService>();
        workers.OfType<BackgroundService>().Single().ExecuteTask!.IsFaulted.Should().BeTrue();
        var stop = () => machine.App.StopAsync();
        await stop.Should().ThrowAsync<InvalidOperationException>("the exit code must tell");
    }

    private static Task<WorkingMachine> StartAsync(
        CountingGateway gateway,
        Func<CancellationToken, Task>? work = null
    ) =>
        WorkingMachine.StartAsync(
            gateway,
            queue =>
                queue.UseEngine(services => new MemoryEngine(
                    services.GetRequiredService<VideoSteps>(),
                    work
                ))
        );

    private static MemoryEngine EngineOf(WorkingMachine machine) =>
        (MemoryEngine)machine.App.Services.GetRequiredService<IVideoEngine>();

    private sealed class MemoryEngine(VideoSteps steps, Func<CancellationToken, Task>? work)
        : IVideoEngine
    {
        private readonly Channel<(string Job, string Key)> _due = Channel.CreateUnbounded<(
            string,
            string
        )>();
        private int _jobs;

        public int Started => _jobs;

        public ConcurrentQueue<(string Job, VideoStepEnd End)> Ended { get; } = new();

        public Task<string> DeliverAsync(string key, CancellationToken cancellationToken)
        {
            var job = $"{Interlocked.Increment(ref _jobs)}";
            Requeue(job, key);
            return Task.FromResult(job);
        }

        public void Requeue(string job, string key) => _due.Writer.TryWrite((job, key));

        public Task RemoveAsync(string job, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public async Task WorkAsync(int slots, CancellationToken cancellationToken)
        {
            await Task.Yield();
            if (work is not null)
            {
                await work(cancellationToken);
                return;
            }

            try
            {
                await Parallel.ForEachAsync(
                    _due.Reader.ReadAllAsync(cancellationToken),
                    new ParallelOptions { MaxDegreeOfParallelism = slots },
                    async (due, token) =>
                    {
                        var step = await steps.RunAsync(due.Key, due.Job, cancellationToken);
                        Ended.Enqueue((due.Job, step.End));
                        if (step.End == VideoStepEnd.Again)
                        {
                            _ = RunLaterAsync(due, step.Delay, cancellationToken);
                        }
                    }
                );
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The host stops.
            }
        }

        private async Task RunLaterAsync(
            (string Job, string Key) due,
            TimeSpan delay,
            CancellationToken cancellationToken
        )
        {
            await Task.Delay(delay, TimeProvider.System, cancellationToken);
            Requeue(due.Job, due.Key);
        }
    }
}
