using Hangfire;
using Hangfire.Common;
using Hangfire.States;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.Queue.Hangfire;

/// <summary>
/// Delivers rows with Hangfire: each row has one job of Hangfire, which is scheduled again after a step.
/// </summary>
internal sealed class HangfireEngine(QueueStorage storage, IServiceProvider services) : IVideoEngine
{
    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(20);

    // The global filters are those of the application's own Hangfire. One that, for example, names a queue would send
    // rows to servers that are not here.
    private static readonly JobFilterProviderCollection Filters = new(
        new JobFilterCollection { new StatisticsHistoryAttribute() },
        new JobFilterAttributeFilterProvider()
    );

    public Task<string> DeliverAsync(string key, CancellationToken cancellationToken) =>
        CallAsync(
            client =>
                client.Create<RowJob>(
                    job => job.RunAsync(key, null!, CancellationToken.None),
                    new EnqueuedState()
                ),
            cancellationToken
        );

    public Task RemoveAsync(string job, CancellationToken cancellationToken) =>
        CallAsync(client => client.Delete(job, FailedState.StateName), cancellationToken);

    public async Task WorkAsync(int slots, CancellationToken cancellationToken)
    {
        using var server = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = slots,
                FilterProvider = Filters,
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
        try
        {
            await (
                services.GetService<WatchedConnections>()?.WatchAsync(cancellationToken)
                ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken)
            );
        }
        catch (OperationCanceledException)
        {
            server.SendStop();
            await server.WaitForShutdownAsync(CancellationToken.None);
        }
        // A job that waits for an answer is another worker's only if this storage no longer extends its lease.
        catch (NpgsqlException)
        {
            storage.Renew();
            throw;
        }
    }

    // Over a connection that has died in silence a call does not return. One that succeeds later does no harm. Not on
    // threads of the pool: Npgsql needs one to end what Hangfire sends (npgsql#5607), and calls would block them all.
    private Task<T> CallAsync<T>(Func<BackgroundJobClient, T> call, CancellationToken token) =>
        Task
            .Factory.StartNew(
                () => call(new BackgroundJobClient(storage.Value, Filters)),
                token,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            )
            .WaitAsync(LongestCall, TimeProvider.System, token);

    private sealed class RowActivator(IServiceProvider services, CancellationToken stopping)
        : JobActivator
    {
        public override object ActivateJob(Type jobType) =>
            new RowJob(services.GetRequiredService<VideoSteps>(), stopping);
    }
}
