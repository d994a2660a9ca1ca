using System.Net;
using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CloudswayVideo.QueueTests.Hangfire;

/// <summary>A database that cannot be reached, or refuses.</summary>
[Collection(OnPostgreSql.Name)]
public class StorageTests(PostgreSqlFixture postgreSql)
{
    [Fact(Timeout = 300_000)]
    public async Task An_application_starts_without_its_database_and_says_soon_that_it_is_missing()
    {
        const string nobody = "Host=127.0.0.1;Port=1;Database=jobs;Username=u;Password=geheim";
        var start = TimeProvider.System.GetTimestamp();
        await using var app = await StartAsync(queue => queue.UsePostgreSql(nobody));
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var enqueue = () =>
            app
                .Services.GetRequiredService<IVideoQueue>()
                .EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        var error = (await enqueue.Should().ThrowAsync<VideoJournalException>()).Which;
        var page = await client.GetAsync(new Uri("/jobs", UriKind.Relative));

        error.Message.Should().Contain("jobs at 127.0.0.1:1").And.NotContain("geheim");
        page.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await page.Content.ReadAsStringAsync()).Should().NotContain("127.0.0.1");
        TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_delivery_keeps_no_thread_of_the_pool_waiting()
    {
        var isOfPool = true;
        await using var services = new ServiceCollection()
            .AddCloudswayVideoQueue(queue =>
                queue.UseHangfire(() =>
                {
                    isOfPool = Thread.CurrentThread.IsThreadPoolThread;
                    throw new TimeoutException();
                })
            )
            .BuildServiceProvider();

        var deliver = () =>
            services.GetRequiredService<IVideoEngine>().DeliverAsync("a", CancellationToken.None);

        await deliver.Should().ThrowAsync<TimeoutException>();
        isOfPool.Should().BeFalse();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task The_dashboard_is_there_once_the_database_is()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var attempts = 0;
        await using var app = await StartAsync(queue =>
            queue
                .UsePostgreSqlJournal(connection)
                .UseHangfire(() =>
                    attempts++ == 0
                        ? throw new NpgsqlException("not yet")
                        : new PostgreSqlStorage(
                            new NpgsqlConnectionFactory(
                                connection,
                                new PostgreSqlStorageOptions(),
                                null
                            )
                        )
                )
        );
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        var early = await client.GetAsync(new Uri("/jobs", UriKind.Relative));
        var late = await client.GetAsync(new Uri("/jobs", UriKind.Relative));

        (early.StatusCode, late.StatusCode)
            .Should()
            .Be((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK));
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Machines_that_start_at_once_on_a_new_database_make_its_tables_together()
    {
        var connection = await postgreSql.Server.CreateDatabaseAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 5)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        await using var app = await StartAsync(queue =>
                            queue.UsePostgreSql(connection)
                        );
                        using var client = new HttpClient
                        {
                            BaseAddress = new Uri(app.Urls.Single()),
                        };
                        using var page = await client.GetAsync(new Uri("/jobs", UriKind.Relative));
                        return page.StatusCode;
                    })
                )
        );

        answers.Should().AllBeEquivalentTo(HttpStatusCode.OK);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_worker_that_may_not_make_the_tables_of_its_engine_ends_with_one_line()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await RunAsync(
            connection,
            "CREATE ROLE tables_only LOGIN; GRANT CREATE ON SCHEMA public TO tables_only"
        );
        var folder = Directory.CreateTempSubdirectory("cloudsway-worker-");
        using var worker = WorkerProcess.Start(
            connection.Replace("postgres", "tables_only", StringComparison.Ordinal),
            gateway.BaseUrl,
            folder.FullName
        );

        (await worker.ExitCodeAsync()).Should().Be(1);
        (await worker.ErrorAsync())
            .Should()
            .Match("cloudsway-video-worker: *permission denied*. Grant this role CREATE*")
            .And.NotContain("   at ");
        (await worker.OutputAsync()).Should().NotContain("   at ");
        folder.Delete(recursive: true);
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_pool_of_one_connection_is_enough_to_start()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql($"{connection};Maximum Pool Size=1"),
            slots: 1
        );

        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await machine.HasAsync("a", video => video.State == QueuedVideoState.Saved);

        gateway.Accepted.Should().ContainSingle();
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task Queues_in_two_schemas_of_one_database_do_not_take_each_others_jobs()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        await RunAsync(connection, "CREATE SCHEMA one; CREATE SCHEMA two");
        await using var one = await StartAsync("one");
        await using var two = await StartAsync("two");
        var keys = Enumerable.Range(0, 10).Select(number => $"order {number}").ToList();

        foreach (var key in keys)
        {
            await one.Queue.EnqueueAsync(key, new HaiperGenerateRequest { Prompt = "of one" });
            await two.Queue.EnqueueAsync(key, new HaiperGenerateRequest { Prompt = "of two" });
        }

        foreach (var key in keys)
        {
            await one.HasAsync(key, video => video.State == QueuedVideoState.Saved);
            await two.HasAsync(key, video => video.State == QueuedVideoState.Saved);
        }

        gateway.Accepted.Select(job => job.Prompt).Should().HaveCount(20);

        Task<WorkingMachine> StartAsync(string schema) =>
            WorkingMachine.StartAsync(
                gateway,
                queue => queue.UsePostgreSql($"{connection};Search Path={schema}")
            );
    }

    [PostgreSqlFact(Timeout = 300_000)]
    public async Task A_worker_that_stops_ends_a_download_at_once()
    {
        await using var gateway = await CountingGateway.StartAsync();
        var connection = await postgreSql.Server.CreateDatabaseAsync();
        var store = new EndlessStore();
        await using var machine = await WorkingMachine.StartAsync(
            gateway,
            queue => queue.UsePostgreSql(connection).SaveTo(store)
        );
        await machine.Queue.EnqueueAsync("a", new HaiperGenerateRequest { Prompt = "a" });
        await store.Saving.Task;

        var start = TimeProvider.System.GetTimestamp();
        await machine.App.StopAsync();

        TimeProvider.System.GetElapsedTime(start).Should().BeLessThan(TimeSpan.FromSeconds(15));
        (await machine.Queue.FindAsync("a"))!.State.Should().Be(QueuedVideoState.Accepted);
    }

    private static async Task<WebApplication> StartAsync(Action<VideoQueueBuilder> configure)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddCloudswayVideo(shared => shared.AccessKey = "k").AddHaiper("e");
        builder.Services.AddCloudswayVideoQueue(configure);
        var app = builder.Build();
        app.MapCloudswayVideoQueue("/jobs");
        await app.StartAsync();
        return app;
    }

    private static async Task RunAsync(string connection, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private sealed class EndlessStore : IVideoStore
    {
        public TaskCompletionSource Saving { get; } = new();

        public Task<string> SaveAsync(string key, Video video, CancellationToken cancellationToken)
        {
            Saving.TrySetResult();
            return new TaskCompletionSource<string>().Task.WaitAsync(cancellationToken);
        }
    }
}
