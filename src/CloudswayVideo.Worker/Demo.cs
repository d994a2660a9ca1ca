using System.Diagnostics;
using System.Globalization;
using CloudswayVideo.MockServer;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Worker;

/// <summary>
/// Starts two workers on one journal against an embedded mock, and kills one. The other continues its rows.
/// </summary>
internal static class Demo
{
    private const int Videos = 12;

    private static readonly IEnumerable<string> Keys = Enumerable
        .Range(1, Videos)
        .Select(number => $"order-{number:00}");

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(50);

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-video-demo-");
        var options = new CloudswayMockOptions { JobDuration = TimeSpan.FromSeconds(3) };
        await using var mock = await CloudswayMock.StartAsync(options);
        await using var services = Services(mock, folder);
        var queue = services.GetRequiredService<IVideoQueue>();
        foreach (var key in Keys)
        {
            await queue.EnqueueAsync(key, HailuoVideoRequest.FromText($"A fox for {key}"));
        }

        await Console.Out.WriteLineAsync(
            $"{Videos} videos are in the journal {folder.FullName}/video-jobs.db; two workers start."
        );
        using var first = Start(mock, folder);
        using var second = Start(mock, folder);
        // Not earlier: a kill during a submission would leave a row about which a person must decide.
        await UntilAsync(queue, row => row.JobId is not null);
        first.Kill();
        await Console.Out.WriteLineAsync(
            "The first worker was killed; the second continues its videos."
        );
        var rows = await UntilAsync(queue, row => row.State >= QueuedVideoState.Saved);
        second.Kill();
        await ShowAsync(rows);
        var accepted = mock.Received("hailuo_createTask").Count;
        await Console.Out.WriteLineAsync($"{accepted} jobs were paid for, of {Videos} videos.");
        return accepted == Videos && rows.All(row => row.State == QueuedVideoState.Saved) ? 0 : 1;
    }

    private static ServiceProvider Services(CloudswayMock mock, DirectoryInfo folder) =>
        new ServiceCollection()
            .AddCloudswayVideo(shared =>
                (shared.AccessKey, shared.BaseUrl) = ("demo", mock.BaseUrl)
            )
            .AddHailuo("success")
            .Services.AddCloudswayVideoQueue(queue =>
                queue.UseSqlite(Path.Combine(folder.FullName, "video-jobs.db"))
            )
            .BuildServiceProvider();

    private static Process Start(CloudswayMock mock, DirectoryInfo folder)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(Demo).Assembly.Location])
        {
            WorkingDirectory = folder.FullName,
            Environment =
            {
                ["Cloudsway__AccessKey"] = "demo",
                ["Cloudsway__BaseUrl"] = mock.BaseUrl.AbsoluteUri,
                ["Cloudsway__Hailuo__EndpointPath"] = "success",
                ["Cloudsway__Polling__Interval"] = "00:00:01",
                ["Urls"] = "http://127.0.0.1:0",
                ["Logging__LogLevel__Default"] = "Error",
            },
        };
        return Process.Start(start)!;
    }

    /// <summary>Returns the rows when all of them meet a condition, or the time is over.</summary>
    private static async Task<IReadOnlyList<QueuedVideo>> UntilAsync(
        IVideoQueue queue,
        Predicate<QueuedVideo> isReached
    )
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var rows = await Task.WhenAll(Keys.Select(key => queue.FindAsync(key)));
            if (
                rows.All(row => isReached(row!))
                || TimeProvider.System.GetElapsedTime(start) > Timeout
            )
            {
                return rows!;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        }
    }

    private static async Task ShowAsync(IReadOnlyList<QueuedVideo> rows)
    {
        await Console.Out.WriteLineAsync(
            $"{"Key", -10}{"State", -11}{"Job", -22}{"Seconds", 8}  File, or reason"
        );
        foreach (var row in rows)
        {
            var seconds = (row.ChangedAt - row.EnqueuedAt).TotalSeconds;
            await Console.Out.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Key, -10}{row.State, -11}{row.JobId, -22}{seconds, 8:0.0}  {row.File ?? row.Reason}"
                )
            );
        }
    }
}
