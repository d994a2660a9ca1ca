using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A journal that cannot be used says what was found, and what to do.</summary>
[Collection(OnPostgreSql.Name)]
public class UnusableJournalTests(PostgreSqlFixture postgreSql)
{
    [Theory]
    [InlineData("", "* it is a folder. Name a file*")]
    [InlineData("none/jobs.db", "* its folder does not exist. Make it*")]
    public async Task A_path_that_can_be_no_file_is_named(string path, string message)
    {
        await using var fleet = await Fleet.StartAsync();
        var folder = Path.GetDirectoryName(fleet.Journal)!;
        await using var services = Services(queue => queue.UseSqlite(Path.Combine(folder, path)));

        await FindAsync(services).Should().ThrowAsync<VideoJournalException>().WithMessage(message);
    }

    [Fact]
    public async Task A_user_who_may_not_write_a_file_is_named()
    {
        // Not even root may make one there.
        if (OperatingSystem.IsLinux())
        {
            await using var services = Services(queue => queue.UseSqlite("/sys/jobs.db"));

            await FindAsync(services)
                .Should()
                .ThrowAsync<VideoJournalException>()
                .WithMessage(
                    $"*/sys/jobs.db *user \"{Environment.UserName}\" may not*name another file*"
                );
        }
    }

    [Fact]
    public async Task A_table_that_was_dropped_is_missed_and_not_made_again()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.EnqueueAsync("a");

        await fleet.ChangeJournalAsync("DROP TABLE cloudsway_video_job");

        await FindAsync(fleet.Machine)
            .Should()
            .ThrowAsync<VideoJournalException>()
            .WithMessage("* its tables are gone. Restore them*paid for*");
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task So_is_a_table_of_PostgreSQL()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var services = Services(queue => queue.UsePostgreSqlJournal(connection));
        await services.GetRequiredService<IVideoQueue>().FindAsync("a");
        await using var source = NpgsqlDataSource.Create(connection);
        await using var drop = source.CreateCommand("DROP TABLE cloudsway_video_job");

        await drop.ExecuteNonQueryAsync();

        await FindAsync(services)
            .Should()
            .ThrowAsync<VideoJournalException>()
            .WithMessage("* its tables are gone. Restore them*paid for*");
    }

    private static ServiceProvider Services(Action<VideoQueueBuilder> configure) =>
        new ServiceCollection().AddCloudswayVideoQueue(configure).BuildServiceProvider();

    private static Func<Task> FindAsync(IServiceProvider services) =>
        () => services.GetRequiredService<IVideoQueue>().FindAsync("a");
}
