using System.Diagnostics;
using System.Globalization;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Proofs;

/// <summary>
/// A fleet of two workers on PostgreSQL, killed, stopped and cut off at random moments, against a gateway that counts
/// what it is paid for. No row may be paid twice, lost or forgotten.
/// </summary>
internal sealed partial class KillProof(int rows, int kills, bool answersAreLost, int seed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private readonly Random _random = new(seed);

    public static async Task<int> RunAsync(string[] arguments)
    {
        int[] numbers = [30, 4, 1];
        for (var place = 0; place < Math.Min(arguments.Length, numbers.Length); place++)
        {
            if (
                !int.TryParse(arguments[place], CultureInfo.InvariantCulture, out numbers[place])
                || numbers[place] < 1
            )
            {
                await Console.Error.WriteLineAsync(
                    $"Found \"{arguments[place]}\". Usage: proof [ROWS [KILLS [SEED]]], all whole numbers above 0."
                );
                return 2;
            }
        }

        if (PostgreSql.Programs is null)
        {
            await Console.Out.WriteLineAsync($"SKIPPED the fleet: {PostgreSql.Missing}");
            return 0;
        }

        // Each has its own database and gateway, and waits most of the time: both at once take as long as one.
        bool[] cases = [false, true];
        var broken = 0;
        foreach (
            var (report, violations) in await Task.WhenAll(
                cases.Select(lost =>
                    new KillProof(numbers[0], numbers[1], lost, numbers[2]).RunAsync()
                )
            )
        )
        {
            await Console.Out.WriteLineAsync(
                $"{(violations.Count == 0 ? "held" : "BROKEN"), -8}{violations.Count, 5}  {report}"
            );
            violations.ForEach(Console.Error.WriteLine);
            broken += violations.Count;
        }

        return broken == 0 ? 0 : 1;
    }

    /// <returns>What happened, and which promises were broken.</returns>
    public async Task<(string Report, List<string> Violations)> RunAsync()
    {
        var watch = Stopwatch.StartNew();
        await using var server = await PostgreSql.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        using var proxy = new CuttableProxy(server.Port);
        await using var gateway = await CountingGateway.StartAsync();
        gateway.AnswersAfter = TimeSpan.FromMilliseconds(400);
        gateway.JobDuration = TimeSpan.FromSeconds(5);
        gateway.LostAnswers = answersAreLost ? 0.2 : 0;
        var folder = Directory.CreateTempSubdirectory("cloudsway-fleet-");
        await using var services = new ServiceCollection()
            .AddCloudswayVideo(shared =>
                (shared.AccessKey, shared.BaseUrl) = ("secret-key", gateway.BaseUrl)
            )
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(queue => queue.UsePostgreSqlJournal(connection))
            .BuildServiceProvider();
        var queue = services.GetRequiredService<IVideoQueue>();

        // One worker reaches the database directly, the other through a network that can be cut.
        var connections = new[]
        {
            connection,
            connection.Replace(
                $"Port={server.Port}",
                $"Port={proxy.Port}",
                StringComparison.Ordinal
            ),
        };
        var workers = connections
            .Select(to => WorkerProcess.Start(to, gateway.BaseUrl, folder.FullName))
            .ToArray();
        var events = new Dictionary<string, int>();
        try
        {
            var enqueue = EnqueueAsync(queue);
            await DisturbAsync(
                server,
                proxy,
                workers,
                connections,
                gateway.BaseUrl,
                folder.FullName,
                events
            );
            await enqueue;
            var ended = await EndAsync(queue, watch);
            return Judge(ended, gateway, events, watch.Elapsed);
        }
        finally
        {
            workers.ToList().ForEach(worker => worker.Dispose());
            folder.Delete(recursive: true);
        }
    }

    // Spread over the time of the kills, so that each meets submissions.
    private async Task EnqueueAsync(IVideoQueue queue)
    {
        for (var row = 0; row < rows; row++)
        {
            try
            {
                await queue.EnqueueAsync(
                    $"row{row}",
                    new HaiperGenerateRequest { Prompt = $"p{row}" }
                );
                await Task.Delay(
                    TimeSpan.FromMilliseconds(kills * 2500 / rows),
                    TimeProvider.System,
                    CancellationToken.None
                );
            }
            // The database is being restarted: the same key again is the same row.
            catch (VideoJournalException)
            {
                row--;
                await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System);
            }
        }
    }

    private async Task DisturbAsync(
        PostgreSql server,
        CuttableProxy proxy,
        WorkerProcess[] workers,
        string[] connections,
        Uri baseUrl,
        string folder,
        Dictionary<string, int> events
    )
    {
        var longest = new List<Task>();
        await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(
                TimeSpan.FromMilliseconds(500 + _random.Next(2500)),
                TimeProvider.System
            );
            var one = _random.Next(2);
            workers[one].Kill();
            workers[one].Dispose();
            workers[one] = WorkerProcess.Start(connections[one], baseUrl, folder);
            Count("kill -9");
            if (kill == kills / 4)
            {
                var stopped = workers[1 - one];
                stopped.Signal("STOP");
                Count("SIGSTOP 30 s");
                longest.Add(
                    LaterAsync(
                        TimeSpan.FromSeconds(30),
                        () =>
                        {
                            if (!stopped.HasExited)
                            {
                                stopped.Signal("CONT");
                            }
                        }
                    )
                );
            }
            else if (kill == kills / 2)
            {
                await server.RestartAsync();
                Count("PostgreSQL crash and restart");
            }
            else if (kill == kills * 3 / 4)
            {
                proxy.Cut();
                Count("network cut 15 s");
                longest.Add(LaterAsync(TimeSpan.FromSeconds(15), proxy.Mend));
            }
        }

        await Task.WhenAll(longest);

        void Count(string what) => events[what] = events.GetValueOrDefault(what) + 1;
    }

    private static async Task LaterAsync(TimeSpan delay, Action act)
    {
        await Task.Delay(delay, TimeProvider.System);
        try
        {
            act();
        }
        catch (InvalidOperationException)
        {
            // It was killed meanwhile.
        }
    }

    private async Task<List<QueuedVideo>> EndAsync(IVideoQueue queue, Stopwatch watch)
    {
        var limit = watch.Elapsed + Patience;
        while (true)
        {
            var found = new List<QueuedVideo>();
            for (var row = 0; row < rows; row++)
            {
                if (await queue.FindAsync($"row{row}") is { } video)
                {
                    found.Add(video);
                }
            }

            if (found.All(video => video.State >= QueuedVideoState.Saved) || watch.Elapsed > limit)
            {
                return found;
            }

            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        }
    }
}
