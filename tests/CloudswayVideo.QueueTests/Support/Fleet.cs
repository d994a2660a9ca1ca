using CloudswayVideo.Queue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CloudswayVideo.QueueTests.Support;

/// <summary>A queue on a file of SQLite, whose steps a test takes one by one; several are several machines.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("cloudsway-queue-");
    private readonly List<ServiceProvider> _machines = [];

    private Fleet(CountingGateway gateway) => Gateway = gateway;

    public CountingGateway Gateway { get; }

    /// <summary>The clock of all machines and of the journal.</summary>
    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch.AddYears(56));

    /// <summary>The first machine.</summary>
    public ServiceProvider Machine => _machines[0];

    public IVideoQueue Queue => Machine.GetRequiredService<IVideoQueue>();

    public VideoSteps Steps => Machine.GetRequiredService<VideoSteps>();

    public string Journal => Path.Combine(_folder.FullName, "jobs.db");

    public string Videos => Path.Combine(_folder.FullName, "videos");

    public static async Task<Fleet> StartAsync(
        Action<VideoQueueBuilder>? configure = null,
        Action<CloudswayVideoBuilder>? clients = null
    )
    {
        var fleet = new Fleet(await CountingGateway.StartAsync());
        fleet.AddMachine(configure, clients);
        return fleet;
    }

    public ServiceProvider AddMachine(
        Action<VideoQueueBuilder>? configure = null,
        Action<CloudswayVideoBuilder>? clients = null
    )
    {
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(Time);
        var builder = services
            .AddCloudswayVideo(shared =>
            {
                (shared.AccessKey, shared.BaseUrl, shared.TimeProvider) = (
                    "RWsecret0Gd",
                    Gateway.BaseUrl,
                    Time
                );
                shared.Polling = new PollingOptions
                {
                    Interval = TimeSpan.FromSeconds(10),
                    Schedule = PollingSchedule.Fixed(TimeSpan.FromSeconds(10), 0),
                };
            })
            .AddHaiper("e");
        clients?.Invoke(builder);
        services.AddCloudswayVideoQueue(queue =>
        {
            queue.UseSqlite(Journal).SaveTo(new FolderVideoStore(Videos));
            configure?.Invoke(queue);
        });
        services.AddHealthChecks().AddCloudswayVideoQueue();
        services.AddLogging();
        var machine = services.BuildServiceProvider();
        _machines.Add(machine);
        return machine;
    }

    public Task<QueuedVideo> EnqueueAsync(string key, string? prompt = null) =>
        Queue.EnqueueAsync(
            key,
            new HaiperGenerateRequest { Prompt = prompt ?? $"prompt of {key}" }
        );

    public Task<VideoStep> StepAsync(string key) =>
        Steps.RunAsync(key, job: null, CancellationToken.None);

    public async Task<QueuedVideo> FindAsync(string key) =>
        await Queue.FindAsync(key) ?? throw new InvalidOperationException($"{key} is gone.");

    /// <summary>Changes the journal behind the back of the queue.</summary>
    public async Task ChangeJournalAsync(string sql)
    {
        await using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Journal}"
        );
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines)
        {
            await machine.DisposeAsync();
        }

        await Gateway.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }
}
