using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What a service may say that a database cannot keep.</summary>
[Collection(OnPostgreSql.Name)]
public class OddAnswerTests(PostgreSqlFixture postgreSql)
{
    [PostgreSqlTheory(Timeout = 300_000)]
    [InlineData(@"ab\u0000c")]
    [InlineData(@"ab\ud800c")]
    public async Task What_may_be_an_id_is_kept_by_PostgreSQL_whatever_its_characters(string id) =>
        await ShouldBeKeptAsync(id, await postgreSql.Server.CreateDatabaseAsync());

    [Theory]
    [InlineData(@"ab\u0000c")]
    [InlineData(@"ab\ud800c")]
    public Task And_by_SQLite(string id) => ShouldBeKeptAsync(id);

    private static async Task ShouldBeKeptAsync(string id, string? connection = null)
    {
        await using var fleet = await Fleet.StartAsync(queue =>
            _ = connection is null ? queue : queue.UsePostgreSqlJournal(connection)
        );
        fleet.Gateway.Refusal = _ => (200, $$"""{"jobId":"{{id}}"}""");
        await fleet.EnqueueAsync("a");

        var step = await fleet.StepAsync("a");

        step.End.Should().Be(VideoStepEnd.PersonDecides);
        (await fleet.FindAsync("a")).PossibleJobId.Should().Be("ab\uFFFDc");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_submission_is_known_after_a_crash_of_a_server_that_may_lose_the_last_commits()
    {
        await using var server = await PostgreSql.StartAsync(
            "synchronous_commit=off",
            "wal_writer_delay=10s"
        );
        var connection = await server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(Configure);
        await fleet.EnqueueAsync("a");
        await using var source = NpgsqlDataSource.Create(connection);
        await using var flush = source.CreateCommand("CHECKPOINT");
        await flush.ExecuteNonQueryAsync();
        await fleet.StepAsync("a");

        fleet.Gateway.Accepted.Should().ContainSingle();
        await fleet.EnqueueAsync("b");
        await server.RestartAsync();

        var other = fleet.AddMachine(Configure).GetRequiredService<IVideoQueue>();
        var video = await other.FindAsync("a");
        (video!.State, video.JobId).Should().Be((QueuedVideoState.Accepted, "job1"));
        (await other.FindAsync("b")).Should().NotBeNull();

        void Configure(VideoQueueBuilder queue) => queue.UsePostgreSqlJournal(connection);
    }
}
