using System.Diagnostics;
using CloudswayVideo.QueueTests.Support;
using Npgsql;

namespace CloudswayVideo.Benchmarks.Queue;

/// <summary>
/// What the queue costs beside raw jobs of Hangfire that do the same HTTP calls, and what waiting takes.
/// </summary>
/// <remarks>
/// Measured is the time from the first enqueued row to the last saved file: one producer enqueues one row after the
/// other, and 20 slots of one machine submit, ask and save. Both sides take turns in one run, each with a database of
/// its own, and are warm when their time begins; of the ratios the median counts. The database and the files are in
/// memory, because a disk differs more from minute to minute than the sides do. Instead, PostgreSQL waits two
/// milliseconds before each flush of its log, as a disk of a cloud does, and both sides pay for what they commit.
/// </remarks>
internal static partial class QueueBenchmark
{
    private const int Slots = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    // A commit waits for this time even if no other transaction is open.
    private static readonly string[] Disk = ["commit_delay=2000", "commit_siblings=0"];

    private static readonly string[] Counted =
    [
        "shared_preload_libraries=pg_stat_statements",
        "pg_stat_statements.track=top",
    ];

    public static async Task<int> RunAsync(int rows, int waiting, int turns)
    {
        if (PostgreSql.Programs is null)
        {
            await Console.Out.WriteLineAsync($"SKIPPED: {PostgreSql.Missing}");
            return 0;
        }

        const string Memory = "/dev/shm";
        if (Directory.Exists(Memory))
        {
            Environment.SetEnvironmentVariable("TMPDIR", Memory);
        }

        // Npgsql ends each synchronous batch of Hangfire on a thread of the pool (npgsql#5607). The raw jobs block
        // those threads themselves, and would wait for a pool that grows slowly until a command times out.
        ThreadPool.SetMinThreads(4 * Slots, 4 * Slots);
        await using var server = await PostgreSql.StartAsync([.. Disk, .. Counted]);
        await Console.Out.WriteLineAsync(
            $"{rows} rows on {Slots} slots, in {Path.GetTempPath()}. For each video: statements, commits, "
                + "flushes, and ms of CPU outside the database."
        );
        var ratios = new List<double>();
        // The first turn compiles, and does not count.
        for (var turn = 0; turn <= turns; turn++)
        {
            var raw = await MeasureAsync(server, rows, RawSide.StartAsync);
            var queue = await MeasureAsync(server, rows, QueueSide.StartAsync);
            var ratio = queue.RowsPerSecond / raw.RowsPerSecond;
            var load = await File.ReadAllTextAsync("/proc/loadavg");
            await Console.Out.WriteLineAsync(
                $"{turn}: raw {raw}; queue {queue}; ratio {ratio:0.00}; load {load.Split(' ')[0]}"
            );
            ratios.Add(ratio);
            NpgsqlConnection.ClearAllPools();
        }

        ratios.RemoveAt(0);
        ratios.Sort();
        await Console.Out.WriteLineAsync(
            $"Ratio: median {ratios[ratios.Count / 2]:0.00}, from {ratios[0]:0.00} to {ratios[^1]:0.00}"
        );
        if (waiting > 0)
        {
            await WaitingAsync(server, waiting);
        }

        return ratios[ratios.Count / 2] >= 0.8 ? 0 : 1;
    }

    private static async Task<Turn> MeasureAsync(
        PostgreSql server,
        int rows,
        Func<Uri, string, Task<ISide>> start
    )
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await ExecuteAsync(connection, "CREATE EXTENSION pg_stat_statements");
        await using var side = await start(gateway.BaseUrl, connection);
        // Compiles the code, and opens the connections.
        await RunAsync(side, "warm", 2 * Slots);
        var before = await CountersAsync(connection);
        var cpu = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        var threads = await RunAsync(side, "row", rows);
        var seconds = watch.Elapsed.TotalSeconds;
        cpu = Environment.CpuUsage.TotalTime - cpu;
        var after = await CountersAsync(connection);
        var each = after.Zip(before, (now, then) => (double)(now - then) / rows);
        return new Turn(rows / seconds, [.. each, cpu.TotalMilliseconds / rows], threads);
    }

    /// <returns>The most threads that the process had.</returns>
    private static async Task<int> RunAsync(ISide side, string prefix, int rows)
    {
        var wanted = side.Saved + rows;
        for (var row = 0; row < rows; row++)
        {
            await side.EnqueueAsync($"{prefix}{row}");
        }

        var threads = 0;
        await UntilAsync(() =>
        {
            using var self = Process.GetCurrentProcess();
            threads = Math.Max(threads, self.Threads.Count);
            return Task.FromResult(side.Saved >= wanted);
        });
        return threads;
    }

    private static async Task<long[]> CountersAsync(string connection)
    {
        // Connections tell what they did at most once a second.
        await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        const string Database =
            "FROM pg_database d WHERE d.oid = s.dbid AND d.datname = current_database()";
        return
        [
            await CountAsync(
                connection,
                $"SELECT sum(calls) FROM pg_stat_statements s WHERE EXISTS (SELECT * {Database})"
            ),
            await CountAsync(
                connection,
                "SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()"
            ),
            await CountAsync(connection, "SELECT wal_sync FROM pg_stat_wal"),
        ];
    }

    private static async Task ExecuteAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed record Turn(double RowsPerSecond, double[] Each, int Threads)
    {
        public override string ToString() =>
            $"{RowsPerSecond:0.0} rows/s "
            + $"({string.Join(", ", Each.Select(count => $"{count:0.0}"))}; {Threads} threads)";
    }
}

/// <summary>One of the two that are compared, at work.</summary>
internal interface ISide : IAsyncDisposable
{
    /// <summary>How many videos are saved.</summary>
    int Saved { get; }

    Task EnqueueAsync(string row);
}
