using System.Data.Common;
using System.Net.Sockets;

namespace CloudswayVideo.Queue.Journal;

/// <summary>A database that the journal can be kept in: what its SQL has of its own, and its connections.</summary>
internal abstract class Database : IDisposable
{
    /// <summary>What messages call it; without user and password.</summary>
    public abstract string Name { get; }

    /// <summary>Milliseconds since 1970, by the clock of the database.</summary>
    public abstract string Now { get; }

    /// <summary>What lets a query pass over rows that another worker is about to take.</summary>
    public abstract string SkipLocked { get; }

    public abstract string Greatest { get; }

    public abstract string Least { get; }

    /// <summary>What keeps two processes from making the tables at the same time, within a transaction.</summary>
    public abstract string LockSchema { get; }

    /// <exception cref="VideoJournalException">The database cannot be reached, or refuses.</exception>
    public async Task<T> RunAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken = default
    )
    {
        try
        {
            return await UseAsync(run, cancellationToken);
        }
        catch (Exception exception)
            when (exception is DbException or SocketException or TimeoutException or IOException)
        {
            throw new VideoJournalException(
                $"The journal in {Name} cannot be read or written: {ReasonOf(exception)}",
                exception
            );
        }
    }

    public virtual void Dispose() { }

    /// <summary>Lends a connection.</summary>
    protected abstract Task<T> UseAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    );

    /// <summary>Why it cannot be used, and what to do.</summary>
    protected virtual string ReasonOf(Exception exception) => exception.Message;
}
