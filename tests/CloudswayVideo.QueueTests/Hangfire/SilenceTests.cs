using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

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

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task An_answer_that_breaks_off_is_noticed_as_one_that_does_not_come()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var watched = new WatchedConnections($"{connection};Command Timeout=2");
        await using var opened = watched.GetOrCreateConnection();
        await opened.OpenAsync();
        await using var command = opened.CreateCommand();
        (command.CommandText, command.CommandTimeout) = (
            "SELECT repeat('x', 100000) UNION ALL SELECT pg_sleep(20)::text",
            0
        );
        await using var reader = await command.ExecuteReaderAsync();

        var watch = () => watched.WatchAsync(CancellationToken.None);

        await watch.Should().ThrowAsync<NpgsqlException>();
        command.Cancel();
    }

    private string Through(CuttableProxy proxy, string connection) =>
        connection.Replace(
            $"Port={postgreSql.Server.Port}",
            $"Port={proxy.Port}",
            StringComparison.Ordinal
        );
}
