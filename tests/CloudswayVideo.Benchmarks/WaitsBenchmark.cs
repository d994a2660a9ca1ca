namespace CloudswayVideo.Benchmarks;

/// <summary>
/// Ten thousand waits in one process: what each of them takes while it waits, and what its questions cost over the same
/// requests sent bare.
/// </summary>
internal static class WaitsBenchmark
{
    private const int Waits = 10_000;
    private const int Polls = 40_000;
    private const int Connections = 16;

    // The first ones are slowed down by the compiler, and any by other work of the machine: the best one counts.
    private const int Rounds = 5;

    // What a wait may take while it waits.
    private const long MaximumBytes = 2048;

    /// <summary>Measures and prints.</summary>
    /// <returns>Whether the targets are met.</returns>
    public static async Task<bool> RunAsync()
    {
        // A first round, so that nothing of the process itself is counted.
        await MeasureWaitingAsync(100);
        var (bytes, sockets, threads) = await MeasureWaitingAsync(Waits);
        Print(
            $"{Waits:N0} waits: {bytes:N0} bytes each while waiting, target {MaximumBytes:N0}: ",
            $"{(bytes <= MaximumBytes ? "met" : "MISSED")}"
        );
        Print(
            $"sockets: {sockets} at most, target {Connections}: ",
            $"{(sockets <= Connections ? "met" : "MISSED")}; threads more than before: {threads}"
        );

        var (waits, requests) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            (waits, requests) = (
                Least(waits, await CpuOfWaitsAsync()),
                Least(requests, await CpuOfRequestsAsync())
            );
        }

        Print(
            $"CPU of a poll, server included: {waits.TotalMicroseconds:F1} us, ",
            $"raw HttpClient {requests.TotalMicroseconds:F1} us: {waits / requests:F2} x floor"
        );
        return bytes <= MaximumBytes && sockets <= Connections;
    }

    private static async Task<(long Bytes, int Sockets, int Threads)> MeasureWaitingAsync(int waits)
    {
        using var server = new LoopbackServer(PollBenchmark.Reply);
        using var stop = new CancellationTokenSource();
        // The next question is an hour away, so that after the first ones all are waiting.
        var client = Client(server, TimeSpan.FromHours(1));
        await client.GetJob("1").AskAsync();
        var threads = ThreadPool.ThreadCount;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var asked = new Countdown(waits);
        var waiting = Enumerable
            .Range(0, waits)
            .Select(number =>
                client.GetJob($"{1896852590888419329 + number}").WaitAsync(asked, stop.Token)
            )
            .ToArray();
        await asked.Reached;
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / waits;
        threads = ThreadPool.ThreadCount - threads;
        await stop.CancelAsync();
        await ((Task)Task.WhenAll(waiting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return (bytes, server.MostConnections, threads);
    }

    // Always due, so that the questions follow each other as closely as those of the loops below.
    private static async Task<TimeSpan> CpuOfWaitsAsync()
    {
        using var server = new LoopbackServer(PollBenchmark.Reply);
        using var stop = new CancellationTokenSource();
        var client = Client(server, TimeSpan.FromMilliseconds(1));
        var asked = new Countdown(Polls);
        var start = Environment.CpuUsage.TotalTime;
        var waiting = Enumerable
            .Range(0, Waits)
            .Select(number =>
                client.GetJob($"{1896852590888419329 + number}").WaitAsync(asked, stop.Token)
            )
            .ToArray();
        await asked.Reached;
        var cpu = Environment.CpuUsage.TotalTime - start;
        await stop.CancelAsync();
        await ((Task)Task.WhenAll(waiting)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return cpu / Polls;
    }

    private static async Task<TimeSpan> CpuOfRequestsAsync()
    {
        using var server = new LoopbackServer(PollBenchmark.Reply);
        using var http = new HttpClient();
        var left = Polls;
        var start = Environment.CpuUsage.TotalTime;
        await Task.WhenAll(
            Enumerable
                .Range(0, Connections)
                .Select(async _ =>
                {
                    while (Interlocked.Decrement(ref left) >= 0)
                    {
                        await PollBenchmark.AskBareAsync(http, server);
                    }
                })
        );
        return (Environment.CpuUsage.TotalTime - start) / Polls;
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static HailuoClient Client(LoopbackServer server, TimeSpan interval) =>
        new(
            new CloudswayOptions
            {
                AccessKey = "benchmark-key",
                EndpointPath = "benchmark-path",
                BaseUrl = server.BaseUrl,
                Polling = { Interval = interval, MaximumQuestions = Connections },
            }
        );

    private static void Print(params FormattableString[] parts) =>
        Console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));

    /// <summary>Tells when so many answers were heard.</summary>
    private sealed class Countdown(int answers) : IProgress<VideoJobUpdate>
    {
        private readonly TaskCompletionSource _reached = new(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        private int _left = answers;

        public Task Reached => _reached.Task;

        public void Report(VideoJobUpdate value)
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _reached.SetResult();
            }
        }
    }
}
