using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.DependencyInjection;

namespace CloudswayVideo.Queue;

/// <summary>How the queue is kept, and what it does with videos.</summary>
public sealed class VideoQueueBuilder
{
    internal VideoQueueBuilder(IServiceCollection services) => Services = services;

    /// <summary>Where everything is registered.</summary>
    public IServiceCollection Services { get; }

    internal Func<TimeProvider, Database> Database { get; private set; } =
        time => new SqliteDatabase("video-jobs.db", time);

    internal Func<IServiceProvider, IVideoEngine>? Engine { get; private set; }

    internal (int Requests, TimeSpan Per)? Limit { get; private set; }

    internal IVideoStore Store { get; private set; } = new FolderVideoStore("videos");

    internal Func<QueuedVideo, CancellationToken, Task>? Ended { get; private set; }

    /// <summary>Keeps the journal in a file of SQLite: for one machine. By default "video-jobs.db".</summary>
    /// <param name="path">
    /// The file, on a disk of this machine. It is made if it is not there; its owner alone may read it.
    /// </param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">The path is blank.</exception>
    public VideoQueueBuilder UseSqlite(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Database = time => new SqliteDatabase(path, time);
        return this;
    }

    /// <summary>
    /// Keeps the journal in PostgreSQL, in tables named "cloudsway_video_…" of the first schema of the search path.
    /// Without
    /// <see cref="UseEngine"/> the workers of all machines take their rows from the journal itself.
    /// </summary>
    /// <param name="connectionString">The connection, as Npgsql takes it.</param>
    /// <returns>This.</returns>
    /// <exception cref="ArgumentException">It is no connection string of PostgreSQL.</exception>
    public VideoQueueBuilder UsePostgreSqlJournal(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        _ = PostgreSqlDatabase.Patient(connectionString);
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
    /// Limits the requests to the gateway of all machines with this journal together, in whatever process their
    /// clients are; none by default. At most half of them are submissions. All machines must be given the same limit.
    /// </summary>
    /// <param name="requests">How many requests, at least 1 and at most 10,000.</param>
    /// <param name="per">In which time, above zero and at most one day.</param>
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

    /// <summary>Where videos are saved; in the folder "videos" by default.</summary>
    /// <param name="store">The store, which all workers must reach.</param>
    /// <returns>This.</returns>
    public VideoQueueBuilder SaveTo(IVideoStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        Store = store;
        return this;
    }

    /// <summary>
    /// Sets what is called for each video that was saved, has failed, or needs the decision of a person; by default
    /// nothing. It is called by a worker, at least once: again after it threw, was still running after five minutes, or
    /// its process died. It may be slow, but takes a slot of the worker meanwhile. It never changes what becomes of the
    /// video.
    /// </summary>
    /// <param name="onEnded">What is called with it.</param>
    /// <returns>This.</returns>
    public VideoQueueBuilder OnEnded(Func<QueuedVideo, CancellationToken, Task> onEnded)
    {
        ArgumentNullException.ThrowIfNull(onEnded);
        Ended = onEnded;
        return this;
    }
}
