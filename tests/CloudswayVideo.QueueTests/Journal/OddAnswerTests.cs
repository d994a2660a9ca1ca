using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;

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
}
