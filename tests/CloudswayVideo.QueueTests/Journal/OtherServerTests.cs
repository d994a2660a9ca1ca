using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>Servers, databases and connections that were set up for something else.</summary>
[Collection(OnPostgreSql.Name)]
public class OtherServerTests(PostgreSqlFixture postgreSql)
{
    [PostgreSqlTheory(Timeout = 300_000)]
    [InlineData("serializable")]
    [InlineData("repeatable read")]
    public async Task Changes_at_the_same_time_do_not_fail_where_transactions_are_isolated_more(
        string isolation
    )
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(connection).Database;
        await RunAsync(
            connection,
            $"ALTER DATABASE {name} SET default_transaction_isolation = '{isolation}'"
        );
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal(connection).Budget(1000, TimeSpan.FromMinutes(1))
        );
        var keys = Enumerable.Range(0, 20).Select(number => $"{number}").ToList();

        await Task.WhenAll(
            keys.Concat(keys).Select(key => Task.Run(() => fleet.EnqueueAsync(key)))
        );
        await Task.WhenAll(keys.Concat(keys).Select(key => Task.Run(() => fleet.StepAsync(key))));

        fleet.Gateway.Accepted.CountBy(job => job.Prompt).Should().HaveCount(20);
        fleet.Gateway.Accepted.Should().HaveCount(20);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_database_that_cannot_keep_every_text_is_refused()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await RunAsync(
            connection,
            "CREATE DATABASE narrow ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
        );
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal($"{connection};Database=narrow")
        );

        var enqueue = () => fleet.EnqueueAsync("a");

        await enqueue
            .Should()
            .ThrowAsync<VideoJournalException>()
            .WithMessage("*narrow*encoding LATIN1*UTF8*");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Keys_are_found_whatever_becomes_of_the_locale_of_the_server()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal(connection)
        );
        await fleet.EnqueueAsync("a");

        var byLocale = await ReadAsync(
            connection,
            """
            SELECT count(*) FROM pg_index, unnest(indcollation) AS used
            WHERE indrelid::regclass::text LIKE 'cloudsway_video%' AND used NOT IN (0, '"C"'::regcollation)
            """
        );

        byLocale
            .Should()
            .Be(0L, "another C library sorts otherwise, and an index then misses keys");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_journal_stays_where_it_is_when_another_schema_comes_before_it()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(Configure);
        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        await RunAsync(connection, "CREATE SCHEMA postgres");
        var other = fleet.AddMachine(Configure).GetRequiredService<IVideoQueue>();

        (await other.FindAsync("a"))!.JobId.Should().Be("job1");

        void Configure(VideoQueueBuilder queue) => queue.UsePostgreSqlJournal(connection);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_role_that_may_make_no_tables_uses_those_that_are_there()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal(connection)
        );
        await fleet.EnqueueAsync("a");
        await RunAsync(
            connection,
            """
            CREATE ROLE rows_only LOGIN;
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO rows_only
            """
        );

        var other = fleet.AddMachine(queue =>
            queue.UsePostgreSqlJournal($"{connection};Username=rows_only")
        );
        await other.GetRequiredService<VideoSteps>().RunAsync("a", null, CancellationToken.None);

        fleet.Gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Of_several_hosts_the_one_that_can_be_written_is_taken()
    {
        await using var standby = await PostgreSql.StartAsync("default_transaction_read_only=on");
        var hosts = $"127.0.0.1:{standby.Port},127.0.0.1:{postgreSql.Server.Port}";
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal($"Host={hosts};Username=postgres;Database=postgres")
        );

        await fleet.EnqueueAsync("a");
        await fleet.StepAsync("a");

        (await fleet.FindAsync("a")).JobId.Should().Be("job1");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_refused_row_is_not_told_with_its_prompt()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.UsePostgreSqlJournal($"{connection};Include Error Detail=true")
        );
        await fleet.Queue.FindAsync("a");
        await RunAsync(
            connection,
            "ALTER TABLE cloudsway_video_request ADD CONSTRAINT small CHECK (length(body) < 5)"
        );

        var enqueue = () => fleet.EnqueueAsync("a", "a secret fox");

        (await enqueue.Should().ThrowAsync<VideoJournalException>())
            .WithMessage("*violates check constraint \"small\"*")
            .And.Message.Should()
            .NotContain("secret fox");
    }

    [Theory]
    [InlineData("postgres://app:geheim@db:5432/jobs")]
    [InlineData("postgresql://app:geheim@db/jobs?sslmode=require")]
    public void A_URI_is_refused_with_the_form_to_write_and_without_its_password(string uri)
    {
        var use = () =>
            new ServiceCollection().AddCloudswayVideoQueue(queue =>
                queue.UsePostgreSqlJournal(uri)
            );

        use.Should()
            .Throw<ArgumentException>()
            .WithMessage("*URI*Host=*Username=*")
            .And.ToString()
            .Should()
            .NotContain("geheim");
    }

    private static async Task RunAsync(string connection, string sql) =>
        await ReadAsync(connection, sql);

    private static async Task<object?> ReadAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
