using System.Net.Sockets;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using CloudswayVideo.Tests.Support;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace CloudswayVideo.QueueTests.Hangfire;

/// <summary>The start of a worker whose database cannot be reached yet.</summary>
[Collection(OnPostgreSql.Name)]
public class StartTests(PostgreSqlFixture postgreSql)
{
    private const string Nobody = "Host=127.0.0.1;Port=1;Database=d;Username=u;Password=geheim";

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_worker_waits_for_a_database_that_is_being_restarted()
    {
        await using var gateway = await CountingGateway.StartAsync();
        await using var server = await PostgreSql.StartAsync();
        var connection = await server.CreateDatabaseAsync();
        await server.CrashAsync();
        var (logs, isWaiting) = Logs();

        var start = StartAsync(gateway, connection, logs);
        await isWaiting.Task;
        await server.StartServerAsync();
        await using var machine = await start;
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);

        gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlTheory(Timeout = 300_000)]
    [InlineData("Host=127.0.0.1;Port={0}")]
    [InlineData("Host=127.0.0.1:1,127.0.0.1:{0}")]
    public async Task A_worker_waits_for_a_database_that_refuses_to_write_for_a_moment(string hosts)
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await SetReadOnlyAsync("on");
        var (logs, isWaiting) = Logs();
        var port = $"{postgreSql.Server.Port}";
        var all = hosts.Replace("{0}", port, StringComparison.Ordinal);

        var start = StartAsync(
            gateway,
            connection.Replace($"Host=127.0.0.1;Port={port}", all, StringComparison.Ordinal),
            logs
        );
        await (await Task.WhenAny(isWaiting.Task, start));
        await SetReadOnlyAsync("off");
        await using var machine = await start;
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);

        gateway.Accepted.Should().ContainSingle();

        async Task SetReadOnlyAsync(string value)
        {
            await using var source = NpgsqlDataSource.Create(
                $"{connection};Options=-c default_transaction_read_only=off"
            );
            var name = new NpgsqlConnectionStringBuilder(connection).Database;
            await using var command = source.CreateCommand(
                $"ALTER DATABASE {name} SET default_transaction_read_only = {value}"
            );
            await command.ExecuteNonQueryAsync();
        }
    }

    public static TheoryData<Exception> Losses =>
        new(
            new NpgsqlException("lost", new IOException()),
            new SocketException((int)SocketError.HostNotFound),
            new TimeoutException("no connection")
        );

    [PostgreSqlTheory(Timeout = 300_000)]
    [MemberData(nameof(Losses))]
    public async Task An_engine_whose_database_is_lost_while_it_starts_is_started_again(
        Exception loss
    )
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var attempts = 0;

        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue =>
                queue
                    .UsePostgreSqlJournal(connection)
                    .UseHangfire(() =>
                        attempts++ == 0
                            ? throw loss
                            : new PostgreSqlStorage(
                                new NpgsqlConnectionFactory(
                                    connection,
                                    new PostgreSqlStorageOptions(),
                                    null
                                )
                            )
                    )
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);

        gateway.Accepted.Should().ContainSingle();
    }

    [Fact(Timeout = 300_000)]
    public async Task A_host_does_not_start_without_its_database_after_a_minute()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var time = new FakeTimeProvider();
        var (logs, isWaiting) = Logs();

        var start = StartAsync(gateway, Nobody, logs, time);
        await isWaiting.Task;
        while (!start.IsCompleted)
        {
            time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
        }

        (
            await start.Invoking(host => host).Should().ThrowAsync<VideoJournalException>()
        ).WithMessage("*database d at 127.0.0.1:1 cannot be read*");
        logs.Text.Should().Contain("will try again").And.NotContain("geheim");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_database_that_refuses_is_not_waited_for()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var (logs, _) = Logs();

        var start = () =>
            StartAsync(
                gateway,
                connection.Replace("Database=", "Database=no", StringComparison.Ordinal),
                logs,
                new FakeTimeProvider()
            );

        (await start.Should().ThrowAsync<VideoJournalException>()).WithMessage(
            "*\"no*\" does not exist*"
        );
    }

    private static Task<WorkingMachine> StartAsync(
        CountingGateway gateway,
        string connection,
        KeptLogs logs,
        TimeProvider? time = null
    ) =>
        WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            register: services =>
                services
                    .AddSingleton(time ?? TimeProvider.System)
                    .AddLogging(logging => logging.AddProvider(logs))
        );

    private static (KeptLogs Logs, TaskCompletionSource IsWaiting) Logs()
    {
        var isWaiting = new TaskCompletionSource(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        var logs = new KeptLogs();
        logs.Heard = () =>
        {
            if (logs.Text.Contains("will try again", StringComparison.Ordinal))
            {
                isWaiting.TrySetResult();
            }
        };
        return (logs, isWaiting);
    }
}
