using System.Diagnostics;
using System.Globalization;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.Benchmarks.Queue;

internal static partial class QueueBenchmark
{
    private static async Task WaitingAsync(PostgreSql server, int waiting)
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.JobDuration = TimeSpan.FromHours(1);
        var connection = await server.CreateDatabaseAsync();
        var folder = Directory.CreateTempSubdirectory();
        await using var producer = new ServiceCollection()
            .AddCloudswayVideo(shared =>
                (shared.AccessKey, shared.BaseUrl) = ("k", gateway.BaseUrl)
            )
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(queue => queue.UsePostgreSqlJournal(connection))
            .BuildServiceProvider();
        var queue = producer.GetRequiredService<IVideoQueue>();
        using var worker = WorkerProcess.Start(
            connection,
            gateway.BaseUrl,
            folder.FullName,
            new Dictionary<string, string>
            {
                ["Queue__Slots"] = $"{Slots}",
                ["Cloudsway__Polling__Interval"] = "00:02:00",
            }
        );
        var enqueued = 0;
        foreach (var most in new[] { waiting / 20, waiting / 2, waiting })
        {
            for (; enqueued < most; enqueued++)
            {
                await queue.EnqueueAsync(
                    $"r{enqueued}",
                    new HaiperGenerateRequest { Prompt = $"p{enqueued}" }
                );
            }

            await UntilAsync(async () =>
                await CountAsync(
                    connection,
                    "SELECT count(*) FROM cloudsway_video_job WHERE state = 'Accepted'"
                ) >= most
            );
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);
            var status = await File.ReadAllLinesAsync($"/proc/{worker.Id}/status");
            string Value(string name) =>
                status
                    .First(line => line.StartsWith(name, StringComparison.Ordinal))
                    .Split(':')[1]
                    .Trim();
            var connections = await CountAsync(
                connection,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            );
            await Console.Out.WriteLineAsync(
                $"{most} jobs in flight on {Slots} slots: {Value("VmRSS")}, {Value("Threads")} threads, "
                    + $"{connections} connections (the producer's included)"
            );
        }

        folder.Delete(recursive: true);
    }

    private static async Task<long> CountAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!await isSo())
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException("It took longer than two minutes.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
