using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Budget;
using CloudswayVideo.Queue.Diagnostics;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Requests;
using CloudswayVideo.Queue.Steps;
using CloudswayVideo.Queue.Submission;
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
    /// Registers <see cref="IVideoQueue"/>. Workers are added by <see cref="AddCloudswayVideoWorker"/>. The clients are
    /// those of AddCloudswayVideo; they share the budget of the queue.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="configure">The settings; by default the journal is a SQLite file in the current folder.</param>
    /// <returns>The services.</returns>
    /// <exception cref="InvalidOperationException">It was called before: an application has one queue.</exception>
    public static IServiceCollection AddCloudswayVideoQueue(
        this IServiceCollection services,
        Action<VideoQueueBuilder>? configure = null
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        // The settings of two calls would be mixed, such as the database of one and the engine of the other.
        if (services.Any(service => service.ServiceType == typeof(VideoJournal)))
        {
            throw new InvalidOperationException(
                "AddCloudswayVideoQueue was called twice. An application has one queue; make all settings in one call."
            );
        }

        var queue = new VideoQueueBuilder(services);
        configure?.Invoke(queue);
        services.AddSingleton(provider => queue.Database(Time(provider)));
        services.AddSingleton<VideoJournal>();
        services.AddSingleton<QueueMeter>();
        services.AddSingleton(provider => new RegisteredClients(provider, services));
        if (queue.Engine is { } engine)
        {
            services.AddSingleton(engine);
        }

        if (queue.Limit is var (requests, per))
        {
            services.AddSingleton(provider =>
                ActivatorUtilities.CreateInstance<SharedBudget>(
                    provider,
                    requests,
                    per,
                    Time(provider)
                )
            );
        }

        services.AddSingleton<IPostConfigureOptions<CloudswayOptions>>(
            provider => new PostConfigureOptions<CloudswayOptions>(
                null,
                options => UseBudget(options, provider.GetService<SharedBudget>()?.ForClients)
            )
        );
        services.AddSingleton(provider => StepsOf(provider, queue));
        return services.AddSingleton<IVideoQueue>(provider =>
        {
            _ = provider.GetRequiredService<QueueMeter>();
            return ActivatorUtilities.CreateInstance<VideoQueue>(provider, Log(provider));
        });
    }

    /// <summary>
    /// Adds a worker of this machine for the queue of <see
    /// cref="AddCloudswayVideoQueue(IServiceCollection, Action{VideoQueueBuilder}?)"/>. The host waits up to a
    /// minute for the database of the journal, and does not start if it cannot be reached then, or if
    /// AddCloudswayVideo or AddCloudswayVideoQueue was not called.
    /// </summary>
    /// <param name="services">The services of the application.</param>
    /// <param name="slots">
    /// How many submissions, questions and downloads run at a time, at least 1; 20 by default. Waiting jobs take no
    /// slot.
    /// </param>
    /// <returns>The services.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1.</exception>
    public static IServiceCollection AddCloudswayVideoWorker(
        this IServiceCollection services,
        int slots = 20
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentOutOfRangeException.ThrowIfLessThan(slots, 1);
        return services.AddSingleton<IHostedService>(provider =>
        {
            var clients = Required<RegisteredClients>(provider, nameof(AddCloudswayVideoWorker));
            clients.CheckAny();
            _ = provider.GetRequiredService<QueueMeter>();
            return ActivatorUtilities.CreateInstance<VideoWorker>(
                provider,
                Time(provider),
                Log(provider),
                slots
            );
        });
    }

    /// <summary>
    /// Adds a health check: unhealthy if the journal cannot be read; degraded if a person must decide, or if rows are
    /// overdue by five minutes, which means too few workers.
    /// </summary>
    /// <param name="builder">The health checks of the application.</param>
    /// <param name="name">The name of the check; "cloudsway-video-queue" by default.</param>
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
                provider => new QueueHealth(
                    Required<VideoJournal>(provider, "The health check of the queue")
                ),
                failureStatus: null,
                tags: null
            )
        );
    }

    // A submission waits for a budget of the application after the journal says that it is being sent. If it waited for
    // longer than its lease, a person might decide that it is paid for again, before it is sent.
    private static void UseBudget(CloudswayOptions options, RequestBudget? ofQueue) =>
        options.RequestBudget =
            options.RequestBudget is null || options.RequestBudget == ofQueue
                ? ofQueue
                : throw new OptionsValidationException(
                    nameof(CloudswayOptions.RequestBudget),
                    typeof(CloudswayOptions),
                    [
                        $"{nameof(CloudswayOptions.RequestBudget)} is set, and a queue has a budget of its own. Remove "
                            + $"it, and call {nameof(VideoQueueBuilder.Budget)} in AddCloudswayVideoQueue: all clients "
                            + "of the application share that budget.",
                    ]
                );

    private static VideoSteps StepsOf(IServiceProvider provider, VideoQueueBuilder queue)
    {
        var journal = provider.GetRequiredService<VideoJournal>();
        var clients = provider.GetRequiredService<RegisteredClients>();
        var source = new JournalRowSource(journal, clients);
        var budget = provider.GetService<SharedBudget>();
        var (time, log) = (Time(provider), Log(provider));
        return new VideoSteps(
            journal,
            new SubmissionStep(journal, source, queue.Store, budget, time, log),
            new QuestionStep(journal, source, queue.Store, budget, time, log),
            new NotificationStep(journal, queue.Ended, time, log),
            log
        );
    }

    private static T Required<T>(IServiceProvider provider, string caller)
        where T : class =>
        provider.GetService<T>()
        ?? throw new InvalidOperationException(
            $"{caller} needs a queue. Call AddCloudswayVideoQueue on the services of the application."
        );

    private static TimeProvider Time(IServiceProvider provider) =>
        provider.GetService<TimeProvider>() ?? TimeProvider.System;

    private static ILogger Log(IServiceProvider provider) =>
        provider.GetService<ILoggerFactory>()?.CreateLogger(LogCategory) ?? NullLogger.Instance;
}
