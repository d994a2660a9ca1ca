using System.Data.Common;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Hangfire;
using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CloudswayVideo;

/// <summary>Runs the queue with Hangfire, and shows its dashboard.</summary>
public static class VideoQueueHangfireExtensions
{
    // Separate, so that the application's own Hangfire and this one do not take each other's jobs.
    private const string Schema = "cloudsway_video_hangfire";

    /// <summary>
    /// Keeps the journal in PostgreSQL, and lets Hangfire deliver its rows to the workers of all machines. The tables
    /// of Hangfire are in the schema "cloudsway_video_hangfire".
    /// </summary>
    /// <param name="queue">The queue.</param>
    /// <param name="connectionString">The connection, as Npgsql takes it.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="ArgumentException">The text is no connection string of PostgreSQL.</exception>
    public static VideoQueueBuilder UsePostgreSql(
        this VideoQueueBuilder queue,
        string connectionString
    )
    {
        ArgumentNullException.ThrowIfNull(queue);
        queue.UsePostgreSqlJournal(connectionString);
        var connections = new WatchedConnections(queue.PostgreSqlConnectionString!);
        queue.Services.AddSingleton(connections);
        return queue.UseHangfire(() => Storage(queue.PostgreSqlConnectionString!, connections));
    }

    /// <summary>
    /// Lets Hangfire deliver the rows, with another storage. A storage may lose its jobs when a process ends: rows that
    /// are overdue by 15 minutes are delivered again.
    /// </summary>
    /// <param name="queue">The queue. Its journal is not changed.</param>
    /// <param name="storage">Makes the storage when it is needed. Nothing else may use it.</param>
    /// <returns>The queue.</returns>
    public static VideoQueueBuilder UseHangfire(
        this VideoQueueBuilder queue,
        Func<JobStorage> storage
    )
    {
        ArgumentNullException.ThrowIfNull(queue);
        ArgumentNullException.ThrowIfNull(storage);
        // The buttons of the dashboard cost money, so pages of other sites must not be able to press them.
        queue.Services.AddAntiforgery();
        queue.Services.AddSingleton(services => new QueueStorage(storage, services));
        return queue.UseEngine(services => new HangfireEngine(
            services.GetRequiredService<QueueStorage>(),
            services
        ));
    }

    /// <summary>
    /// Shows the queue in Hangfire's dashboard. Waiting jobs are "scheduled", saved ones "succeeded"; "failed" are
    /// those without a video and those that need a person, with the reason. Requeue is the decision to pay again.
    /// </summary>
    /// <param name="endpoints">The endpoints of the application.</param>
    /// <param name="pattern">Its path, without parameters; "/jobs" by default.</param>
    /// <returns>
    /// The endpoint. With RequireAuthorization("…") it is open to users whom the application authorizes; without,
    /// only to this machine, and not through a proxy.
    /// </returns>
    /// <exception cref="ArgumentException">The path has a parameter.</exception>
    /// <exception cref="InvalidOperationException">The queue does not run with Hangfire.</exception>
    public static IEndpointConventionBuilder MapCloudswayVideoQueue(
        this IEndpointRouteBuilder endpoints,
        string pattern = "/jobs"
    )
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.Contains('{', StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The path of the dashboard is \"{pattern}\". Give one without parameters, such as \"/jobs\".",
                nameof(pattern)
            );
        }

        var path = $"/{pattern.Trim('/')}".TrimEnd('/');
        var storage =
            endpoints.ServiceProvider.GetService<QueueStorage>()
            ?? throw new InvalidOperationException(
                "The dashboard shows a queue that runs with Hangfire. Call UsePostgreSql within AddCloudswayVideoQueue."
            );
        RequestDelegate? pages = null;
        return endpoints.Map(
            $"{path}/{{**path}}",
            async context =>
            {
                try
                {
                    // Not earlier, because the application also starts while its database cannot be reached.
                    pages ??= Pages(
                        endpoints.CreateApplicationBuilder().UsePathBase(path),
                        storage
                    );
                    await pages(context);
                }
                catch (DbException) when (!context.Response.HasStarted)
                {
                    await Results
                        .Text("The database of the queue cannot be reached.", statusCode: 503)
                        .ExecuteAsync(context);
                }
            }
        );
    }

    private static RequestDelegate Pages(IApplicationBuilder pages, QueueStorage storage)
    {
        var options = new DashboardOptions
        {
            DashboardTitle = "Video jobs",
            AppPath = null,
            DisplayStorageConnectionString = false,
            Authorization = [new DashboardAccess()],
        };
        // MapHangfireDashboard would require that the application has configured a Hangfire of its own.
        pages.UseMiddleware<AspNetCoreDashboardMiddleware>(
            storage.Value,
            options,
            DashboardRoutes.Routes
        );
        // Paths that the dashboard does not have end here.
        pages.Run(context => Results.NotFound().ExecuteAsync(context));
        return pages.Build();
    }

    private static PostgreSqlStorage Storage(
        string connectionString,
        WatchedConnections connections
    )
    {
        // Hangfire makes its tables without a lock, which fails if several machines start at once. The connection is
        // none of the pool, which may be as small as one.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        using var connection = new NpgsqlConnection(settings.ConnectionString);
        connection.Open();
        using var transaction = connection.BeginTransaction();
        using var waiting = connection.CreateCommand();
        waiting.CommandText = """
            SELECT coalesce((SELECT nspname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
                WHERE pg_class.oid = to_regclass('cloudsway_video_schema')), current_schema())
            FROM pg_advisory_xact_lock(6034217756)
            """;
        var schema = (string)waiting.ExecuteScalar()!;
        try
        {
            return new PostgreSqlStorage(
                connections,
                // A journal in another schema is another queue.
                OptionsOf(schema == "public" ? Schema : $"{Schema}_{schema}")
            );
        }
        catch (PostgresException exception)
            when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new NpgsqlException(
                $"The tables of Hangfire cannot be made in {settings.Database}: {exception.MessageText}. "
                    + "Grant this role CREATE on the database.",
                exception
            );
        }
    }

    private static PostgreSqlStorageOptions OptionsOf(string schema) =>
        new()
        {
            SchemaName = schema,
            // A worker that dies while it holds the lock of Hangfire stops all waiting jobs for this time, which is
            // ten minutes by default.
            DistributedLockTimeout = TimeSpan.FromSeconds(20),
            // A job whose worker has died is delivered again after this time; living workers extend it.
            InvisibilityTimeout = TimeSpan.FromSeconds(40),
            UseSlidingInvisibilityTimeout = true,
            QueuePollInterval = TimeSpan.FromSeconds(1),
            EnableTransactionScopeEnlistment = false,
            // By default the first use blocks for 31 seconds without a database, and then nothing says why.
            StartupConnectionMaxRetries = 0,
        };
}
