using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using CloudswayVideo.QueueTests.Support;
using Hangfire;
using Hangfire.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Hangfire;

/// <summary>The queue on Hangfire and PostgreSQL, as people run it.</summary>
// A PostgreSQL of its own: one test waits for 20 seconds, and the others need not.
public partial class HangfireTests(PostgreSqlFixture postgreSql) : IClassFixture<PostgreSqlFixture>
{
    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Videos_are_made_and_the_dashboard_shows_their_keys_alone()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection),
            app => app.MapCloudswayVideoQueue("/jobs")
        );
        await machine.Queue.EnqueueAsync(
            "order-1",
            new HaiperGenerateRequest { Prompt = "a secret fox" }
        );

        await machine.HasAsync("order-1", video => video.State == QueuedVideoState.Saved);

        using var client = new HttpClient { BaseAddress = machine.Url };
        while (Count(machine).Succeeded == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        var page = await client.GetStringAsync("/jobs/jobs/succeeded");
        page.Should().Contain("Video order-1").And.Contain("Video jobs");
        var job = Monitor(machine).SucceededJobs(0, 10).Single().Key;
        var details = await client.GetStringAsync($"/jobs/jobs/details/{job}");
        details
            .Should()
            .Contain("order-1")
            .And.NotContain("secret fox")
            .And.NotContain("Signature")
            .And.NotContain("RWsecret0Gd");
        gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task To_requeue_an_ambiguous_row_is_to_pay_again_and_only_that_row()
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.LostAnswers = 1;
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection)
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var job = await FailedAsync(machine);
        gateway.LostAnswers = 0;

        Monitor(machine)
            .JobDetails(job)
            .History[0]
            .Reason.Should()
            .StartWith("A person must decide:");
        Client(machine).Requeue(job).Should().BeTrue();
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);

        gateway.Accepted.Should().HaveCount(2);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task To_requeue_a_job_whose_id_is_known_pays_nothing()
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.Status = _ => """{"status":"FAIL"}""";
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection)
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var job = await FailedAsync(machine);

        Client(machine).Requeue(job);

        Monitor(machine)
            .JobDetails(job)
            .History[0]
            .Reason.Should()
            .StartWith("Not requeued: the id of its job is known");
        (await machine.Queue.FindAsync("a"))!.State.Should().Be(QueuedVideoState.Failed);
        gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_job_that_is_delivered_twice_or_is_not_the_rows_own_does_nothing()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection)
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var engine = machine.App.Services.GetRequiredService<IVideoEngine>();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engine.DeliverAsync("a", default)));
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);
        // A job that began while another one worked on the row is scheduled for the end of that one's lease.
        while (Count(machine) is { Enqueued: > 0 } or { Processing: > 0 })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        gateway.Accepted.Should().ContainSingle();
    }

    // It takes as long as a lock of a dead worker is respected; with Hangfire's own time it would be ten minutes.
    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_worker_that_died_with_the_lock_of_all_waiting_jobs_holds_them_up_for_seconds()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection)
        );
        var dead = machine.App.Services.GetRequiredService<QueueStorage>().Value.GetConnection();
        dead.AcquireDistributedLock("locks:schedulepoller", TimeSpan.FromSeconds(10));

        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });

        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);
    }

    [Fact]
    public async Task Without_Hangfire_there_is_no_dashboard_and_that_is_said()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        var map = () => app.MapCloudswayVideoQueue();

        map.Should().Throw<InvalidOperationException>().WithMessage("*UsePostgreSql*");
    }

    private static IMonitoringApi Monitor(WorkingMachine machine) =>
        machine.App.Services.GetRequiredService<QueueStorage>().Value.GetMonitoringApi();

    private static global::Hangfire.Storage.Monitoring.StatisticsDto Count(
        WorkingMachine machine
    ) => Monitor(machine).GetStatistics();

    private static BackgroundJobClient Client(WorkingMachine machine) =>
        new(machine.App.Services.GetRequiredService<QueueStorage>().Value);

    private static async Task<string> FailedAsync(WorkingMachine machine)
    {
        while (Monitor(machine).FailedCount() == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }

        return Monitor(machine).FailedJobs(0, 1).Single().Key;
    }
}
