using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Proofs;

/// <summary>
/// Many waits that ask often, on a machine that is kept busy by threads and collections of garbage. It is a process of
/// its own, because an exception on the thread of a timer ends one.
/// </summary>
internal static class BusyWaits
{
    private const int Waits = 400;
    private const int BurningThreads = 3;

    // All jobs end at once; what still waits after this waits for ever.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Starts it beside two processes that do nothing but keep the machine busy.</summary>
    /// <param name="seconds">After how many seconds the jobs end.</param>
    /// <param name="interval">The time between two questions about a job, in milliseconds.</param>
    /// <returns>What it said, and whether all waits ended.</returns>
    public static async Task<(bool Held, string Said)> StartAsync(int seconds, int interval)
    {
        var busy = Enumerable.Range(0, 2).Select(_ => Start("sh", "-c", "while :; do :; done"));
        var loops = busy.ToList();
        try
        {
            using var waits = Start(
                "dotnet",
                "exec",
                typeof(BusyWaits).Assembly.Location,
                "waits",
                seconds.ToString(CultureInfo.InvariantCulture),
                interval.ToString(CultureInfo.InvariantCulture)
            );
            var errors = waits.StandardError.ReadToEndAsync();
            var said = await waits.StandardOutput.ReadToEndAsync() + await errors;
            await waits.WaitForExitAsync();
            return (waits.ExitCode == 0, said.Trim());
        }
        finally
        {
            foreach (var loop in loops)
            {
                loop.Kill();
                loop.Dispose();
            }
        }
    }

    /// <summary>What the process does.</summary>
    /// <param name="seconds">After how many seconds the jobs end.</param>
    /// <param name="interval">The time between two questions about a job, in milliseconds.</param>
    /// <returns>0 if all waits ended.</returns>
    public static async Task<int> RunAsync(string seconds, string interval)
    {
        var service = new EndingJobs();
        using var httpClient = new HttpClient(service);
        // What is thrown where nobody looks, at a timer or in a task that is not awaited, is seen here.
        var thrown = new ConcurrentDictionary<string, int>();
        AppDomain.CurrentDomain.FirstChanceException += (_, thrower) =>
            thrown.AddOrUpdate(thrower.Exception.Message, 1, (_, count) => count + 1);
        Enumerable.Range(0, BurningThreads).ToList().ForEach(_ => Burn());
        var waits = Task.WhenAll(
            Wait(httpClient, int.Parse(interval, CultureInfo.InvariantCulture))
        );
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), TimeProvider.System);
        var left = int.Parse(seconds, CultureInfo.InvariantCulture);
        while (left-- > 0 && await second.WaitForNextTickAsync())
        {
            GC.Collect();
        }

        service.HaveEnded = true;
        var end = await Task.WhenAny(waits, Task.Delay(Patience, TimeProvider.System));
        var counts = thrown.Select(one => $", {one.Value} x {one.Key}");
        Console.WriteLine(
            $"{Waits} waits each {interval} ms, {service.Questions} questions{string.Concat(counts)}"
        );
        return end == waits && waits.IsCompletedSuccessfully && thrown.IsEmpty ? 0 : 1;
    }

    private static IEnumerable<Task<Video>> Wait(HttpClient httpClient, int interval)
    {
        var options = TestClient.Options(new Uri("http://127.0.0.1:9"), TimeProvider.System);
        options.Polling.Interval = TimeSpan.FromMilliseconds(interval);
        var client = new HaiperClient(options, httpClient);
        return Enumerable.Range(0, Waits).Select(job => client.GetJob($"job{job}").WaitAsync());
    }

    private static void Burn() =>
        new Thread(() =>
        {
            while (true) { }
        })
        {
            IsBackground = true,
        }.Start();

    private static Process Start(string program, params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    private sealed class EndingJobs : HttpMessageHandler
    {
        private int _questions;

        public volatile bool HaveEnded;

        public int Questions => _questions;

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            Interlocked.Increment(ref _questions);
            var answer = HaveEnded
                ? """{"status":"SUCCESS","mediaUrl":"https://h/v.mp4"}"""
                : """{"status":"IN_PROGRESS"}""";
            return Task.FromResult(
                new HttpResponseMessage
                {
                    Content = new StringContent(answer, Encoding.UTF8, "application/json"),
                }
            );
        }
    }
}
