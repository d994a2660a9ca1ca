using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Hangfire;

/// <summary>A database that does not answer any more, and does not say so.</summary>
public class SilenceTests(PostgreSqlFixture postgreSql) : IClassFixture<PostgreSqlFixture>
{
    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Connections_that_have_died_in_silence_hold_up_a_worker_for_seconds()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        using var proxy = new CuttableProxy(postgreSql.Server.Port);
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql($"{Through(proxy, connection)};Command Timeout=3"),
            slots: 1
        );
        await using var services = new ServiceCollection()
            .AddCloudswayVideo(shared => shared.AccessKey = "k")
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(queue => queue.UsePostgreSqlJournal(connection))
            .BuildServiceProvider();
        var producer = services.GetRequiredService<IVideoQueue>();
        await SavedAsync("a");

        proxy.LoseAnswers(alsoNew: false);
        await SavedAsync("b");

        gateway.Accepted.CountBy(job => job.Prompt).Should().OnlyContain(paid => paid.Value == 1);

        async Task SavedAsync(string key)
        {
            var request = new HaiperGenerateRequest { Prompt = key };
            while (
                await producer.EnqueueAsync(key, request) is not { State: QueuedVideoState.Saved }
            )
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
            }
        }
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_call_of_the_journal_ends_at_its_time_limit()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        using var proxy = new CuttableProxy(postgreSql.Server.Port);
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue =>
                queue.UsePostgreSqlJournal(
                    $"{Through(proxy, connection)};Timeout=10;Command Timeout=1"
                )
        );
        await machine.Queue.FindAsync("a");

        proxy.LoseAnswers(alsoNew: true);
        var start = TimeProvider.System.GetTimestamp();
        var find = () => machine.Queue.FindAsync("a");

        await find.Should().ThrowAsync<VideoJournalException>();
        TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(16));
    }

    private string Through(CuttableProxy proxy, string connection) =>
        connection.Replace(
            $"Port={postgreSql.Server.Port}",
            $"Port={proxy.Port}",
            StringComparison.Ordinal
        );
}
