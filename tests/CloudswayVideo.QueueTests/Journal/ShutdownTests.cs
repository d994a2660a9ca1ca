using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A host that is told to stop sooner than a submission is answered.</summary>
[Collection(OnPostgreSql.Name)]
public class ShutdownTests(PostgreSqlFixture postgreSql)
{
    [Fact(Timeout = 300_000)]
    public async Task It_waits_for_the_id_of_a_job_that_is_being_paid_for()
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-shutdown-");
        var file = Path.Combine(folder.FullName, "jobs.db");

        await StopWhileSubmittingAsync(
            queue => queue.UseSqlite(file),
            queue => queue.UseSqlite(file)
        );

        folder.Delete(recursive: true);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task So_it_does_with_Hangfire()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();

        await StopWhileSubmittingAsync(
            queue => queue.UsePostgreSql(connection),
            queue => queue.UsePostgreSqlJournal(connection)
        );
    }

    private static async Task StopWhileSubmittingAsync(
        Action<VideoQueueBuilder> configure,
        Action<VideoQueueBuilder> journal
    )
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.AnswersAfter = TimeSpan.FromSeconds(2);
        await using (
            var machine = await WorkingMachine.StartAsync(
                gateway,
                configure,
                register: services =>
                    services.Configure<HostOptions>(host =>
                        host.ShutdownTimeout = TimeSpan.FromMilliseconds(1)
                    )
            )
        )
        {
            await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
            while (gateway.Accepted.Count == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System);
            }
        }

        await using var services = new ServiceCollection()
            .AddCloudswayVideo(shared => shared.AccessKey = "k")
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(journal)
            .BuildServiceProvider();
        var video = await services.GetRequiredService<IVideoQueue>().FindAsync("a");
        (video!.State, video.JobId).Should().Be((QueuedVideoState.Accepted, "job1"));
    }
}
