using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// The durable state of a batch: a SQLite file in its folder. Each change is on the disk before the next step is taken, and
/// only one process at a time has the folder.
/// </summary>
internal sealed partial class BatchJournal : IDisposable
{
    private readonly Lock _gate = new();
    private readonly FileStream _folderLock;
    private readonly SqliteConnection _connection;

    private BatchJournal(FileStream folderLock, SqliteConnection connection)
    {
        _folderLock = folderLock;
        _connection = connection;
    }

    public JournalRow? Find(string key) =>
        Locked(connection =>
            connection.QuerySingleOrDefault<JournalRow>(
                "SELECT * FROM row WHERE key = @key",
                new { key }
            )
        );

    /// <summary>All rows in the order of the file; then those that are no longer in it.</summary>
    public IReadOnlyList<JournalRow> Rows() =>
        Locked(connection =>
            connection
                .Query<JournalRow>("SELECT * FROM row ORDER BY isPresent DESC, number")
                .ToList()
        );

    /// <summary>The jobs that were accepted and whose videos are not here yet.</summary>
    public IReadOnlyList<JournalRow> Accepted() =>
        Locked(connection =>
            connection
                .Query<JournalRow>(
                    "SELECT * FROM row WHERE state = 'Accepted' ORDER BY submittedAt"
                )
                .ToList()
        );

    /// <summary>Lets what may have been accepted be submitted once more, as far as it is still in the file.</summary>
    public void ReleaseUnknown() =>
        Locked(connection =>
            connection.Execute(
                "UPDATE row SET state = 'Pending', reason = NULL WHERE state = 'Unknown' AND isPresent = 1"
            )
        );

    /// <summary>To be called before anything is sent.</summary>
    public void Submitting(string key, string baseUrl, DateTimeOffset at) =>
        Change(
            "UPDATE row SET state = 'Submitting', baseUrl = @baseUrl, submittedAt = @at, job = NULL, reason = NULL WHERE key = @key AND state = 'Pending'",
            new
            {
                key,
                baseUrl,
                at = at.ToUnixTimeMilliseconds(),
            }
        );

    public void Accepted(string key, string job) =>
        Change("UPDATE row SET state = 'Accepted', job = @job WHERE key = @key", new { key, job });

    public void Saved(string key, string file, DateTimeOffset at) =>
        Change(
            "UPDATE row SET state = 'Saved', file = @file, reason = NULL, seconds = (@at - submittedAt) / 1000.0 WHERE key = @key",
            new
            {
                key,
                file,
                at = at.ToUnixTimeMilliseconds(),
            }
        );

    /// <summary>Ends a row, or puts it back, with the reason.</summary>
    public void Leave(string key, RowState state, string? reason, string? job = null) =>
        Change(
            "UPDATE row SET state = @state, reason = @reason, job = coalesce(@job, job) WHERE key = @key",
            new
            {
                key,
                state = state.ToString(),
                reason,
                job,
            }
        );

    public void Dispose()
    {
        _connection.Dispose();
        _folderLock.Dispose();
    }

    private void Change(string sql, object values)
    {
        if (Locked(connection => connection.Execute(sql, values)) != 1)
        {
            throw new InvalidOperationException(
                "The journal does not have a row in the state that it must be in. Nothing more is submitted; run the same command again."
            );
        }
    }

    private T Locked<T>(Func<SqliteConnection, T> run)
    {
        lock (_gate)
        {
            return run(_connection);
        }
    }
}
