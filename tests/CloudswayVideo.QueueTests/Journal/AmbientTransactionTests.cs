using System.Transactions;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>A queue that is called within a transaction of the application, as handlers of messages are.</summary>
[Collection(OnPostgreSql.Name)]
public class AmbientTransactionTests(PostgreSqlFixture postgreSql)
{
    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_job_that_was_paid_for_is_known_after_the_transaction_is_rolled_back()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(Configure);
        await fleet.EnqueueAsync("a");

        using (NewScope())
        {
            await fleet.StepAsync("a");
        }

        var video = await fleet.FindAsync("a");
        (video.State, video.JobId).Should().Be((QueuedVideoState.Accepted, "job1"));
        fleet.Gateway.Accepted.Should().ContainSingle();

        void Configure(VideoQueueBuilder queue) => queue.UsePostgreSqlJournal(connection);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Other_workers_see_what_is_being_submitted_before_the_transaction_ends()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(Configure);
        await fleet.EnqueueAsync("a");
        var seen = QueuedVideoState.Waiting;
        fleet.Gateway.Refusal = _ =>
        {
            using var none = new TransactionScope(
                TransactionScopeOption.Suppress,
                TransactionScopeAsyncFlowOption.Enabled
            );
            seen = fleet.FindAsync("a").GetAwaiter().GetResult().State;
            return null;
        };

        using (NewScope())
        {
            await fleet.StepAsync("a");
        }

        seen.Should().Be(QueuedVideoState.Submitting);

        void Configure(VideoQueueBuilder queue) => queue.UsePostgreSqlJournal(connection);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_video_is_enqueued_and_decided_about_whatever_becomes_of_the_transaction()
    {
        await using var gateway = await CountingGateway.StartAsync();
        gateway.LostAnswers = 1;
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection)
        );
        using (NewScope())
        {
            await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        }

        await machine.HasAsync(
            "a",
            row => row is { State: QueuedVideoState.Ambiguous, NextAt: null }
        );
        gateway.LostAnswers = 0;
        using (var scope = NewScope())
        {
            await WriteAsync(connection);
            await machine.Queue.ResubmitAsync("a");
            scope.Complete();
        }

        await machine.HasAsync("a", row => row.State == QueuedVideoState.Saved);
        gateway.Accepted.Should().HaveCount(2, "a person decided so");
    }

    [Fact]
    public void A_connection_that_would_take_part_in_transactions_is_refused()
    {
        var use = () =>
            new ServiceCollection().AddCloudswayVideoQueue(queue =>
                queue.UsePostgreSqlJournal("Host=db;Database=jobs;Enlist=true")
            );

        use.Should().Throw<ArgumentException>().WithMessage("*\"Enlist=true\"*Remove it*");
    }

    private static async Task WriteAsync(string connection)
    {
        await using var opened = new NpgsqlConnection(connection);
        await opened.OpenAsync();
        await using var command = opened.CreateCommand();
        command.CommandText = "CREATE TABLE of_the_application (id INT)";
        await command.ExecuteNonQueryAsync();
    }

    private static TransactionScope NewScope() =>
        new(
            TransactionScopeOption.Required,
            new TransactionOptions { IsolationLevel = IsolationLevel.ReadCommitted },
            TransactionScopeAsyncFlowOption.Enabled
        );
}
