using CloudswayVideo.Queue;
using CloudswayVideo.QueueTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace CloudswayVideo.QueueTests.Journal;

/// <summary>What is said about a call that is missing, or was made twice.</summary>
public class RegistrationTests
{
    [Fact]
    public void A_second_queue_is_refused()
    {
        var services = new ServiceCollection();
        services.AddCloudswayVideoQueue(queue => queue.UsePostgreSqlJournal("Host=db"));

        var again = () => services.AddCloudswayVideoQueue(queue => queue.UseSqlite("jobs.db"));

        again.Should().Throw<InvalidOperationException>().WithMessage("*twice*one call*");
    }

    [Fact]
    public void A_worker_without_a_queue_names_the_missing_call()
    {
        var services = new ServiceCollection();
        services.AddCloudswayVideo();
        services.AddCloudswayVideoWorker();
        using var provider = services.BuildServiceProvider();

        var start = () => provider.GetServices<IHostedService>().ToList();

        start
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("*AddCloudswayVideoWorker needs*AddCloudswayVideoQueue*");
    }

    [Fact]
    public void A_worker_without_clients_names_the_missing_call()
    {
        var services = new ServiceCollection();
        services.AddCloudswayVideoQueue();
        services.AddCloudswayVideoWorker();
        using var provider = services.BuildServiceProvider();

        var start = () => provider.GetServices<IHostedService>().ToList();

        start.Should().Throw<InvalidOperationException>().WithMessage("*Call AddCloudswayVideo *");
    }

    [Fact]
    public async Task A_health_check_without_a_queue_names_the_missing_call()
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddHealthChecks().AddCloudswayVideoQueue();
        await using var provider = services.BuildServiceProvider();

        var health = provider.GetRequiredService<HealthCheckService>();

        var check = () => health.CheckHealthAsync();

        await check
            .Should()
            .ThrowAsync<InvalidOperationException>()
            .WithMessage("*AddCloudswayVideoQueue*");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_budget_beside_that_of_the_queue_is_refused_before_anything_is_sent(
        bool hasOwn
    )
    {
        await using var fleet = await Fleet.StartAsync(
            queue => _ = hasOwn ? queue.Budget(9, TimeSpan.FromMinutes(1)) : queue,
            clients =>
                clients.Services.ConfigureAll<CloudswayOptions>(options =>
                    options.RequestBudget = new RequestBudget(1, TimeSpan.FromHours(1))
                )
        );

        var enqueue = () => fleet.EnqueueAsync("a");

        (await enqueue.Should().ThrowAsync<ArgumentException>()).WithMessage(
            "*RequestBudget is set*Remove it*Budget in AddCloudswayVideoQueue*"
        );
    }

    [Fact]
    public async Task A_folder_in_place_of_the_journals_file_is_a_failure_of_the_journal()
    {
        await using var fleet = await Fleet.StartAsync(queue => queue.UseSqlite("/"));

        var enqueue = () => fleet.EnqueueAsync("a");

        await enqueue.Should().ThrowAsync<VideoJournalException>();
    }
}
