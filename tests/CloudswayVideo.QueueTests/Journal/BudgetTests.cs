using System.Diagnostics;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>So many requests in so much time, for the whole fleet.</summary>
[Collection(OnPostgreSql.Name)]
public class BudgetTests(PostgreSqlFixture postgreSql)
{
    private const int Requests = 12;

    private static readonly TimeSpan Per = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_row_that_has_to_wait_says_when_to_come_back_and_is_not_submitted()
    {
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.Budget(2, TimeSpan.FromMinutes(1))
        );
        await fleet.EnqueueAsync("a");
        await fleet.EnqueueAsync("b");
        await fleet.EnqueueAsync("c");
        await fleet.StepAsync("a");

        var (second, third) = (await fleet.StepAsync("b"), await fleet.StepAsync("c"));

        second.End.Should().Be(VideoStepEnd.Again);
        third.Delay.Should().BeGreaterThan(second.Delay, "each comes back at a moment of its own");
        (await fleet.FindAsync("b")).State.Should().Be(QueuedVideoState.Waiting);
        fleet.Gateway.Accepted.Should().ContainSingle("half of the budget is for questions");
        (await fleet.StepAsync("a")).End.Should().Be(VideoStepEnd.Saved);
    }

    [Fact]
    public async Task A_database_whose_clock_is_set_back_by_an_hour_stops_the_fleet_for_minutes_at_most()
    {
        await using var fleet = await Fleet.StartAsync(queue =>
            queue.Budget(2, TimeSpan.FromMinutes(1))
        );
        await fleet.EnqueueAsync("a");
        await fleet.EnqueueAsync("b");
        await fleet.StepAsync("a");
        await fleet.StepAsync("b");
        // The moments in the table are then an hour ahead of the clock.
        await fleet.ChangeJournalAsync(
            "UPDATE cloudsway_video_budget SET freeAt = freeAt + 3600000"
        );
        var before = fleet.Time.GetUtcNow();

        var step = await fleet.StepAsync("b");
        fleet.Gateway.Accepted.Should().ContainSingle("what was sent before still counts");
        for (var tries = 0; fleet.Gateway.Accepted.Count == 1 && tries < 3; tries++)
        {
            fleet.Time.Advance(step.Delay);
            step = await fleet.StepAsync("b");
        }

        fleet.Gateway.Accepted.Should().HaveCount(2);
        (fleet.Time.GetUtcNow() - before).Should().BeLessThan(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_client_that_the_application_uses_itself_shares_the_budget()
    {
        await using var fleet = await Fleet.StartAsync();
        var machine = fleet.AddMachine(
            queue => queue.Budget(1, TimeSpan.FromMinutes(1)),
            clients => clients.AddHaiper("e", own => own.SubmitTimeout = TimeSpan.FromDays(1))
        );
        var client = machine.GetRequiredService<HaiperClient>();
        await client.SubmitAsync(new HaiperGenerateRequest { Prompt = "p" });
        var before = fleet.Time.GetUtcNow();

        var second = client.SubmitAsync(new HaiperGenerateRequest { Prompt = "q" });
        while (!second.IsCompleted)
        {
            fleet.Time.Advance(TimeSpan.FromMilliseconds(500));
            await Task.Yield();
        }

        await second;
        (fleet.Time.GetUtcNow() - before).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMinutes(1));
    }

    [PostgreSqlFact]
    public async Task Three_machines_together_never_send_more_than_the_budget_whatever_their_clocks_say()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var gateway = await CountingGateway.StartAsync();
        gateway.AnswersAfter = TimeSpan.FromMilliseconds(100);
        var folder = Directory.CreateTempSubdirectory();
        var machines = Enumerable
            .Range(-1, 3)
            .Select(number =>
                Machine(
                    connection,
                    gateway,
                    folder.FullName,
                    new WrongClock(TimeSpan.FromMinutes(10 * number))
                )
            )
            .ToList();
        var queue = machines[0].GetRequiredService<IVideoQueue>();
        foreach (var row in Enumerable.Range(0, 25))
        {
            await queue.EnqueueAsync($"r{row}", new HaiperGenerateRequest { Prompt = $"p{row}" });
        }

        await Task.WhenAll(
            machines.SelectMany(machine =>
                Enumerable
                    .Range(0, 25)
                    .Select(row =>
                        Task.Run(() =>
                            RunAsync(machine.GetRequiredService<VideoSteps>(), $"r{row}")
                        )
                    )
            )
        );

        var times = gateway.Requests.Order().ToList();
        gateway.Accepted.Should().HaveCount(25);
        var most = times.Max(start =>
            times.Count(at => at >= start && Stopwatch.GetElapsedTime(start, at) < Per)
        );
        most.Should().BeLessThanOrEqualTo(Requests);
        machines.ForEach(machine => machine.Dispose());
        folder.Delete(recursive: true);
    }

    private static async Task RunAsync(VideoSteps steps, string key)
    {
        VideoStep step;
        do
        {
            step = await steps.RunAsync(key, null, default);
            await Task.Delay(step.Delay < Per ? step.Delay : Per, TimeProvider.System);
        } while (step.End == VideoStepEnd.Again);
    }

    private static ServiceProvider Machine(
        string connection,
        CountingGateway gateway,
        string folder,
        TimeProvider time
    ) =>
        new ServiceCollection()
            .AddSingleton(time)
            .AddCloudswayVideo(shared =>
            {
                (shared.AccessKey, shared.BaseUrl) = ("RWsecret0Gd", gateway.BaseUrl);
                shared.Polling = new PollingOptions { Interval = TimeSpan.FromSeconds(1) };
                shared.TimeProvider = time;
            })
            .AddHaiper("e")
            .Services.AddCloudswayVideoQueue(queue =>
                queue
                    .UsePostgreSqlJournal(connection)
                    .Budget(Requests, Per)
                    .SaveTo(new FolderVideoStore(folder))
            )
            .BuildServiceProvider();

    private sealed class WrongClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
