using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Requests;
using CloudswayVideo.Queue.Steps;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CloudswayVideo;

/// <summary>Registers the queue in a container.</summary>
public static class VideoQueueServiceCollectionExtensions
{
    private const string LogCategory = "CloudswayVideo.Queue";

    /// <summary>
    /// Registers <see cref="IVideoQueue"/>. Nothing is worked on by this alone: see <see
    /// cref="AddCloudswayVideoWorker"/>. The clients are those of AddCloudswayVideo; they share its budget.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="configure">How the queue is kept; by default in a file of SQLite in the current folder.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddCloudswayVideoQueue(
        this IServiceCollection services,
        Action<VideoQueueBuilder>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        var queue = new VideoQueueBuilder(services);
        configure?.Invoke(queue);
        services.AddSingleton(provider => queue.Database(Time(provider)));
        services.AddSingleton<VideoJournal>();
        services.AddSingleton<WorkSignal>();
        services.AddSingleton<QueueMeter>();
        services.AddSingleton(provider => new Clients(provider, services));
        if (queue.Engine is { } engine)
        {
            services.AddSingleton(engine);
        }

        if (queue.Limit is var (requests, per))
        {
            services.AddSingleton(provider => new SharedBudget(
                provider.GetRequiredService<Database>(),
                provider.GetRequiredService<VideoJournal>(),
                requests,
                per,
                Time(provider)
            ));
            services.AddSingleton<IPostConfigureOptions<CloudswayOptions>>(
                provider => new PostConfigureOptions<CloudswayOptions>(
                    null,
                    options =>
                        options.RequestBudget ??= provider
                            .GetRequiredService<SharedBudget>()
                            .ForClients
                )
            );
        }

        services.AddSingleton(provider => StepsOf(provider, queue));
        services.AddSingleton<IVideoQueue>(provider =>
        {
            _ = provider.GetRequiredService<QueueMeter>();
            return new VideoQueue(
                provider.GetRequiredService<VideoJournal>(),
                provider.GetRequiredService<Clients>(),
                provider.GetRequiredService<WorkSignal>(),
                provider.GetService<IVideoEngine>()
            );
        });
        return services;
    }

    /// <summary>
    /// Lets this machine work on the queue of <see
    /// cref="AddCloudswayVideoQueue(IServiceCollection, Action{VideoQueueBuilder}?)"/>. The host does not start if its
    /// journal is not there.
    /// </summary>
    /// <param name="services">Where to register.</param>
    /// <param name="slots">
    /// How many submissions, questions and downloads are under way at a time, at least 1; 20 by default. Waiting jobs
    /// take none.
    /// </param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are less than one.</exception>
    public static IServiceCollection AddCloudswayVideoWorker(
        this IServiceCollection services,
        int slots = 20
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        return services.AddSingleton<IHostedService>(provider => new VideoWorker(
            provider.GetRequiredService<VideoJournal>(),
            provider.GetRequiredService<VideoSteps>(),
            provider.GetService<IVideoEngine>(),
            provider.GetRequiredService<WorkSignal>(),
            Time(provider),
            Log(provider),
            slots
        ));
    }

    /// <summary>
    /// Adds a check that is unhealthy where the journal cannot be read, and degraded where a person must decide or
    /// rows are overdue for five minutes, as they are without workers.
    /// </summary>
    /// <param name="builder">Where to add it.</param>
    /// <param name="name">Its name; "cloudsway-video-queue" by default.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddCloudswayVideoQueue(
        this IHealthChecksBuilder builder,
        string name = "cloudsway-video-queue"
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(
            new HealthCheckRegistration(
                name,
                provider => new QueueHealth(provider.GetRequiredService<VideoJournal>()),
                failureStatus: null,
                tags: null
            )
        );
    }

    private static VideoSteps StepsOf(IServiceProvider provider, VideoQueueBuilder queue)
    {
        var journal = provider.GetRequiredService<VideoJournal>();
        var source = new KeptRequests(journal, provider.GetRequiredService<Clients>());
        var budget = provider.GetService<SharedBudget>();
        var (time, log) = (Time(provider), Log(provider));
        return new VideoSteps(
            journal,
            new SubmissionStep(journal, source, queue.Store, budget, time, log),
            new QuestionStep(journal, source, queue.Store, budget),
            new EndStep(journal, queue.Ended, time, log)
        );
    }

    private static TimeProvider Time(IServiceProvider provider) =>
        provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger Log(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance;
}
