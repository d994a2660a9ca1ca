using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Delivers rows with Hangfire: each row has one job of Hangfire, which is scheduled again after a step.
/// </summary>
internal sealed class HangfireEngine(QueueStorage storage, IServiceProvider services) : IVideoEngine
{
    private BackgroundJobClient Client => field ??= new BackgroundJobClient(storage.Value);

    public Task<string> DeliverAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(
            Client.Create<RowJob>(
                job => job.RunAsync(key, null!, CancellationToken.None),
                new EnqueuedState()
            )
        );

    public Task RemoveAsync(string job, CancellationToken cancellationToken)
    {
        Client.Delete(job, FailedState.StateName);
        return Task.CompletedTask;
    }

    public async Task WorkAsync(int slots, CancellationToken cancellationToken)
    {
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = slots,
                Activator = new RowActivator(services, cancellationToken),
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                // A server that has died disappears from the dashboard after this time.
                HeartbeatInterval = TimeSpan.FromSeconds(15),
                ServerCheckInterval = TimeSpan.FromSeconds(30),
                ServerTimeout = TimeSpan.FromMinutes(2),
                // Nearly every submission is answered in this time.
                ShutdownTimeout = TimeSpan.FromSeconds(25),
                StopTimeout = TimeSpan.FromSeconds(20),
            },
            storage.Value
        );
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stopping = cancellationToken.Register(() =>
        {
            server.SendStop();
            stopped.SetResult();
        });
        await stopped.Task;
        await server.WaitForShutdownAsync(CancellationToken.None);
    }

    private sealed class RowActivator(IServiceProvider services, CancellationToken stopping)
        : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            new RowJob(services.GetRequiredService<VideoSteps>(), stopping);
    }
}
