using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace CloudswayVideo.QueueTests.Hangfire;

/// <summary>An application that has a Hangfire of its own, whose filters are those of the whole process.</summary>
[Collection(OnPostgreSql.Name)]
public class ForeignFilterTests(PostgreSqlFixture postgreSql)
{
    private const string Key = "for the queue named reports";

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Filters_of_the_application_do_not_send_rows_to_its_own_servers()
    {
        var filter = new ElsewhereAttribute();
        GlobalJobFilters.Filters.Add(filter);
        try
        {
            await using var gateway = await CountingGateway.StartAsync();
            var connection = await postgreSql.Server.CreateDatabaseAsync();
            await using var machine = await WorkingMachine.StartAsync(
                gateway,
                queue => queue.UsePostgreSql(connection)
            );
            await machine.Queue.EnqueueAsync(Key, new HaiperGenerateRequest { Prompt = "a" });

            await machine.HasAsync(Key, video => video.State == QueuedVideoState.Saved);

            gateway.Accepted.Should().ContainSingle();
        }
        finally
        {
            GlobalJobFilters.Filters.Remove(filter);
        }
    }

    private sealed class ElsewhereAttribute : JobFilterAttribute, IElectStateFilter
    {
        public void OnStateElection(ElectStateContext context)
        {
            if (
                context.BackgroundJob.Job.Args.Contains(Key)
                && context.CandidateState is EnqueuedState enqueued
            )
            {
                enqueued.Queue = "reports";
            }
        }
    }
}
