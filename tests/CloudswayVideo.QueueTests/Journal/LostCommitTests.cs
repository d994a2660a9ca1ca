using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A server that is set up to be fast, and may lose its last commits in a crash.</summary>
[Collection(OnPostgreSql.Name)]
public class LostCommitTests
{
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
