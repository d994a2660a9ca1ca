using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using CloudswayVideo.Queue.Journal;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo;

/// <summary>Runs the queue with Hangfire, and shows it.</summary>
public static class VideoQueueHangfireExtensions
{
    // Of its own, so that an application's own Hangfire and this one do not take each other's jobs.
    private const string Schema = "cloudsway_video_hangfire";

    /// <summary>
    /// Keeps the journal in PostgreSQL, and lets Hangfire deliver its rows to the workers of all machines; Hangfire's
    /// own tables are made in the schema "cloudsway_video_hangfire".
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="connectionString">The connection, as Npgsql takes it.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="ArgumentException">It is no connection string of PostgreSQL.</exception>
    public static VideoQueueBuilder UsePostgreSql(
        this VideoQueueBuilder queue,
        string connectionString
    )
    {
        ArgumentNullException.ThrowIfNull(queue);
        queue.UsePostgreSqlJournal(connectionString);
        return queue.UseHangfire(() => Storage(PostgreSqlDatabase.Patient(connectionString)));
    }

    /// <summary>
    /// Lets Hangfire deliver the rows, with a storage of its own. A storage that forgets its jobs when a process ends
    /// is made up for by the journal: rows that are overdue for a quarter of an hour are delivered anew.
    /// </summary>
    /// <param name="queue">The queue, whose journal stays where it is.</param>
    /// <param name="storage">Makes the storage, when it is needed. It must be the queue's alone.</param>
    /// <returns>The queue.</returns>
    public static VideoQueueBuilder UseHangfire(
        this VideoQueueBuilder queue,
        Func<JobStorage> storage
    )
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(storage);
        // No page of another site may press the dashboard's buttons, which cost money.
        queue.Services.AddAntiforgery();
        queue.Services.AddSingleton(new QueueStorage(storage));
        return queue.UseEngine(services => new HangfireEngine(
            services.GetRequiredService<QueueStorage>().Value,
            services
        ));
    }

    /// <summary>
    /// Shows the queue with Hangfire's dashboard: waiting jobs are scheduled, saved ones succeeded; those that have
    /// failed, or need the decision of a person, are failed, with the reason. Requeue is the decision to pay again.
    /// </summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <param name="pattern">Its path; "/jobs" by default.</param>
    /// <returns>
    /// The endpoint. With RequireAuthorization("…") it is open to those whom the application lets in; without, only to
    /// programs of this machine that come without a proxy.
    /// </returns>
    /// <exception cref="InvalidOperationException">The queue does not run with Hangfire.</exception>
    public static IEndpointConventionBuilder MapCloudswayVideoQueue(
        this IEndpointRouteBuilder endpoints,
        string pattern = "/jobs"
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        var storage =
            endpoints.ServiceProvider.GetService<QueueStorage>()
            ?? throw new InvalidOperationException(
                "The dashboard shows a queue that runs with Hangfire. Call UsePostgreSql within AddCloudswayVideoQueue."
            );
        // Requeue needs the journal, which the engine connects with its storage.
        _ = endpoints.ServiceProvider.GetRequiredService<IVideoEngine>();
        var options = new DashboardOptions
        {
            DashboardTitle = "Video jobs",
            AppPath = null,
            DisplayStorageConnectionString = false,
            Authorization = [new DashboardAccess()],
        };
        // Not with MapHangfireDashboard, which wants the application's own Hangfire to be configured.
        var page = endpoints
            .CreateApplicationBuilder()
            .UsePathBase(pattern)
            .UseMiddleware<AspNetCoreDashboardMiddleware>(
                storage.Value,
                options,
                DashboardRoutes.Routes
            )
            .Build();
        return endpoints.Map($"{pattern.TrimEnd('/')}/{{**path}}", page);
    }

    private static PostgreSqlStorage Storage(string connectionString) =>
        new(
            new NpgsqlConnectionFactory(connectionString, new PostgreSqlStorageOptions(), null),
            new PostgreSqlStorageOptions
            {
                SchemaName = Schema,
                // A lock of Hangfire is a row with a time: a worker that dies or freezes with it stops all waiting
                // jobs for this long, which is ten minutes by default.
                DistributedLockTimeout = TimeSpan.FromSeconds(20),
                // A job whose worker has died is delivered again after this; living workers renew it.
                InvisibilityTimeout = TimeSpan.FromSeconds(40),
                UseSlidingInvisibilityTimeout = true,
                QueuePollInterval = TimeSpan.FromSeconds(1),
                EnableTransactionScopeEnlistment = false,
            }
        );
}

/// <summary>The storage of the queue, which the container does not take for the application's own.</summary>
internal sealed class QueueStorage(Func<JobStorage> make)
{
    private readonly Lazy<JobStorage> _storage = new(make);

    public JobStorage Value => _storage.Value;
}
