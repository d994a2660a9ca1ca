using System.Data;
using System.Data.Common;
using System.Net.Sockets;

namespace CloudswayVideo.Queue.Journal;

/// <summary>A database for the journal: its connections, and the parts of SQL in which databases differ.</summary>
internal abstract class Database : IDisposable
{
    protected const string TablesGone =
        "its tables are gone. Restore them from a backup: nothing else knows the jobs that are paid for.";

    /// <summary>The name for messages, without user and password.</summary>
    public abstract string Name { get; }

    /// <summary>Milliseconds since 1970, by the clock of the database.</summary>
    public abstract string Now { get; }

    /// <summary>Lets a query skip rows that another worker is about to take.</summary>
    public virtual string SkipLocked => "";

    /// <summary>
    /// A condition that is always true, and keeps a change from being lost in a crash, whatever the settings of the
    /// database say.
    /// </summary>
    public virtual string Durably => "1 = 1";

    /// <summary>A query of the number of journals, one or none.</summary>
    public abstract string CountJournals { get; }

    /// <summary>A statement that keeps other processes from making the tables, until the transaction ends.</summary>
    public virtual string LockSchema => "";

    /// <summary>Compares keys by their bytes, whatever the locale of the database is.</summary>
    public virtual string ByBytes => "";

    /// <exception cref="VideoJournalException">The database cannot hold a journal.</exception>
    public virtual Task CheckAsync(DbConnection connection) => Task.CompletedTask;

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
        // A driver may throw anything when a connection breaks, such as npgsql#3509. If it were not told from a failure
        // of the caller, nobody would try again to write the id of a paid job.
        catch (Exception exception)
            when (exception is not (VideoJournalException or OutOfMemoryException)
                && !(
                    exception is OperationCanceledException
                    && cancellationToken.IsCancellationRequested
                )
            )
        {
            throw new VideoJournalException(
                $"The journal in {Name} cannot be read or written: {ReasonOf(exception)}",
                exception
            );
        }
    }

    /// <summary>Runs statements that take effect together or not at all.</summary>
    /// <exception cref="VideoJournalException">The database cannot be reached, or refuses.</exception>
    public Task<T> TransactAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    ) =>
        RunAsync(
            connection => TransactAsync(connection, run, cancellationToken),
            cancellationToken
        );

    public abstract void Dispose();

    /// <summary>Lends a connection.</summary>
    protected abstract Task<T> UseAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    );

    protected static async Task<T> TransactAsync<T>(
        DbConnection connection,
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await connection.BeginTransactionAsync(
            IsolationLevel.ReadCommitted,
            cancellationToken
        );
        var result = await run(connection);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Why the database cannot be used, and what to do.</summary>
    protected virtual string ReasonOf(Exception exception) =>
        // Npgsql throws the last two for settings that exclude each other, such as Multiplexing and Keepalive.
        exception
            is DbException
                or SocketException
                or TimeoutException
                or IOException
                or UnauthorizedAccessException
                or InvalidOperationException
                or NotSupportedException
                or NotImplementedException
            ? exception.Message
            : $"its driver has thrown a {exception.GetType().Name}.";
}
