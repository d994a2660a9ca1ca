using System.Diagnostics;
using CloudswayVideo.Queue.Hangfire;
using CloudswayVideo.QueueTests.Support;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Benchmarks.Queue;

/// <summary>
/// What the queue costs beside a raw job of Hangfire that does the same HTTP calls, what it writes, and what waiting
/// takes.
/// </summary>
internal static partial class QueueBenchmark
{
    private const int Slots = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(int rows, int waiting)
    {
        if (PostgreSql.Programs is null)
        {
            await Console.Out.WriteLineAsync($"SKIPPED: {PostgreSql.Missing}");
            return 0;
        }

        await using var server = await PostgreSql.StartAsync();
        // Each after the other, twice, so that what comes first is not the one that pays for the warming up.
        for (var turn = 0; turn < 2; turn++)
        {
            var raw = await RawAsync(server, rows);
            var (queue, engineWrites, journalWrites) = await QueueAsync(server, rows);
            await Console.Out.WriteLineAsync(
                $"{rows} rows on {Slots} slots: raw Hangfire {raw:0.0} rows/s, "
                    + $"queue {queue:0.0} rows/s, ratio {queue / raw:0.00}; "
                    + $"writes per video: Hangfire's tables {engineWrites:0.0}, journal {journalWrites:0.0}"
            );
        }

        await WaitingAsync(server, waiting);
        return 0;
    }

    private static async Task<double> RawAsync(PostgreSql server, int rows)
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await using var services = new ServiceCollection()
            .AddCloudswayVideo(shared =>
            {
                (shared.AccessKey, shared.BaseUrl) = ("k", gateway.BaseUrl);
                shared.Polling = new PollingOptions { Interval = TimeSpan.FromMilliseconds(200) };
            })
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(queue => queue.UsePostgreSql(connection))
            .BuildServiceProvider();
        var storage = services.GetRequiredService<QueueStorage>().Value;
        var job = new RawJob(services.GetRequiredService<HaiperClient>(), storage);
        RawJob.Current = job;
        using var workers = new BackgroundJobServer(
            new BackgroundJobServerOptions
            {
                WorkerCount = Slots,
                Activator = new RawActivator(),
                SchedulePollingInterval = TimeSpan.FromSeconds(1),
            },
            storage
        );
        var watch = Stopwatch.StartNew();
        foreach (var row in Enumerable.Range(0, rows))
        {
            job.Client.Enqueue<RawJob>(one => one.SubmitAsync($"p{row}"));
        }

        await UntilAsync(() => Task.FromResult(job.Saved >= rows));
        return rows / watch.Elapsed.TotalSeconds;
    }

    private static async Task<(
        double RowsPerSecond,
        double EngineWrites,
        double JournalWrites
    )> QueueAsync(PostgreSql server, int rows)
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            slots: Slots
        );
        var watch = Stopwatch.StartNew();
        foreach (var row in Enumerable.Range(0, rows))
        {
            await machine.Queue.EnqueueAsync(
                $"r{row}",
                new HaiperGenerateRequest { Prompt = $"p{row}" }
            );
        }

        await UntilAsync(async () =>
            await CountAsync(
                connection,
                "SELECT count(*) FROM cloudsway_video_job WHERE state = 'Saved'"
            ) >= rows
        );
        var seconds = watch.Elapsed.TotalSeconds;
        // Statistics arrive a moment later.
        await Task.Delay(TimeSpan.FromSeconds(3), TimeProvider.System);
        const string Writes =
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint "
            + "FROM pg_stat_user_tables WHERE schemaname ";
        var engine = await CountAsync(
            connection,
            Writes + "= 'cloudsway_video_hangfire' AND relname NOT IN ('lock', 'server')"
        );
        var journal = await CountAsync(connection, Writes + "= 'public'");
        return (rows / seconds, (double)engine / rows, (double)journal / rows);
    }

    private sealed class RawActivator : JobActivator
    {
        public override object ActivateJob(Type jobType) => RawJob.Current!;
    }
}

/// <summary>What somebody would write with Hangfire alone: one job submits, another one asks and downloads.</summary>
internal sealed class RawJob(HaiperClient client, JobStorage storage)
{
    private static readonly TimeSpan UntilAsked = TimeSpan.FromMilliseconds(200);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private int _saved;

    public static RawJob? Current { get; set; }

    public BackgroundJobClient Client { get; } = new(storage);

    public int Saved => _saved;

    public async Task SubmitAsync(string prompt)
    {
        var job = await client.SubmitAsync(new HaiperGenerateRequest { Prompt = prompt });
        var token = job.ToToken();
        Client.Schedule<RawJob>(one => one.FetchAsync(token), UntilAsked);
    }

    public async Task FetchAsync(string token)
    {
        var job = client.GetJob(token);
        var video = await job.WaitAsync();
        await video.SaveAsync(Path.Combine(_folder.FullName, job.Id));
        Interlocked.Increment(ref _saved);
    }
}
