using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Queue;

/// <summary>The settings of a queue.</summary>
public sealed class VideoQueueBuilder
{
    internal VideoQueueBuilder(IServiceCollection services) => Services = services;

    /// <summary>The services of the application, for an engine to register its own.</summary>
    public IServiceCollection Services { get; }

    /// <summary>
    /// The connection string of <see cref="UsePostgreSqlJournal"/> with time limits, for an engine that keeps its own
    /// tables in the same database; null if the journal is in SQLite. It may hold a password: do not log it.
    /// </summary>
    public string? PostgreSqlConnectionString { get; private set; }

    internal Func<TimeProvider, Database> Database { get; private set; } =
        time => new SqliteDatabase("video-jobs.db", time);

    internal Func<IServiceProvider, IVideoEngine>? Engine { get; private set; }

    internal (int Requests, TimeSpan Per)? Limit { get; private set; }

    internal IVideoStore Store { get; private set; } = new FolderVideoStore("videos");

    internal Func<QueuedVideo, CancellationToken, Task>? Ended { get; private set; }

    /// <summary>Keeps the journal in a SQLite file, for one machine; by default in "video-jobs.db".</summary>
    /// <param name="path">
    /// The file, on a disk of this machine. It is made if it does not exist; only its owner can read it.
    /// </param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public VideoQueueBuilder UseSqlite(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        PostgreSqlConnectionString = null;
        Database = time => new SqliteDatabase(path, time);
        return this;
    }

    /// <summary>
    /// Keeps the journal in PostgreSQL, in tables named "cloudsway_video_…", in the first schema of the search path
    /// that has them or, if none has, in the first. Without <see cref="UseEngine"/> the workers of all machines take
    /// their rows directly from the journal.
    /// </summary>
    /// <param name="connectionString">The connection, as Npgsql takes it; no URI.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">
    /// The text is no connection string of PostgreSQL, or has "Enlist=true".
    /// </exception>
    public VideoQueueBuilder UsePostgreSqlJournal(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        PostgreSqlConnectionString = PostgreSqlDatabase.WithDefaults(connectionString);
        Database = _ => new PostgreSqlDatabase(connectionString);
        return this;
    }

    /// <summary>Lets an engine deliver the rows to workers; see <see cref="IVideoEngine"/>.</summary>
    /// <param name="engine">Makes the engine, once.</param>
    /// <returns>This.</returns>
    public VideoQueueBuilder UseEngine(Func<IServiceProvider, IVideoEngine> engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        return this;
    }

    /// <summary>
    /// Limits the requests to the gateway of all machines with this journal together, including those of the clients
    /// that the application uses itself; no limit by default. At most half of them are submissions. All machines must
    /// have the same limit.
    /// </summary>
    /// <param name="requests">How many requests, at least 1 and at most 10,000.</param>
    /// <param name="per">The time of so many requests, above zero and at most one day.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A limit is out of range.</exception>
    public VideoQueueBuilder Budget(int requests, TimeSpan per)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(requests, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(requests, 10_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(per, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(per, TimeSpan.FromDays(1));
        Limit = (requests, per);
        return this;
    }

    /// <summary>Sets where videos are saved; in the folder "videos" by default.</summary>
    /// <param name="store">The store, which all workers must reach.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Its longest pause is not above zero.</exception>
    public VideoQueueBuilder SaveTo(IVideoStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(store.LongestPause, TimeSpan.Zero);
        Store = store;
        return this;
    }

    /// <summary>
    /// Sets a handler for videos that are saved, have failed, or need the decision of a person. A worker calls it at
    /// least once: again if it threw, took longer than five minutes, or its process died. It takes a slot of the worker
    /// meanwhile. It cannot change the state of the video.
    /// </summary>
    /// <param name="onEnded">The handler.</param>
    /// <returns>This.</returns>
    public VideoQueueBuilder OnEnded(Func<QueuedVideo, CancellationToken, Task> onEnded)
    {
        ArgumentNullException.ThrowIfNull(onEnded);
        Ended = onEnded;
        return this;
    }
}
