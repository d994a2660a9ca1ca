using CloudswayVideo.Queue.Journal;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Delivers rows with Hangfire: one of its jobs for each, which is scheduled again between two steps.
/// </summary>
internal sealed class HangfireEngine : IVideoEngine
{
    private readonly JobStorage _storage;
    private readonly IServiceProvider _services;
    private readonly BackgroundJobClient _client;

    public HangfireEngine(JobStorage storage, IServiceProvider services)
    {
        (_storage, _services, _client) = (storage, services, new BackgroundJobClient(storage));
        RowStateFilterAttribute.Connect(storage, services.GetRequiredService<VideoJournal>());
    }

    public Task<string> TakeAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(
            _client.Create<RowJob>(
                job => job.RunAsync(key, null!, CancellationToken.None),
                new EnqueuedState()
            )
        );

    public Task DropAsync(string job, CancellationToken cancellationToken)
    {
        _client.Delete(job, FailedState.StateName);
        return Task.CompletedTask;
    }

    public async Task WorkAsync(int slots, CancellationToken cancellationToken)
    {
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = slots,
                Activator = new RowActivator(_services),
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
                // How soon a server that has died is forgotten; its rows come back on their own.
                HeartbeatInterval = TimeSpan.FromSeconds(15),
                ServerCheckInterval = TimeSpan.FromSeconds(30),
                ServerTimeout = TimeSpan.FromMinutes(2),
                // A submission that is under way is answered in this time, nearly always.
                ShutdownTimeout = TimeSpan.FromSeconds(25),
                StopTimeout = TimeSpan.FromSeconds(20),
            },
            _storage
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

    private sealed class RowActivator(IServiceProvider services) : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            new RowJob(services.GetRequiredService<VideoSteps>());
    }
}
