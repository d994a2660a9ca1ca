using CloudswayVideo.Cli.Journal;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// The durable state of a batch: a SQLite file in its folder. Each change is on the disk before the next step is
/// taken, and only one process at a time has the folder.
/// </summary>
internal sealed partial class BatchJournal : IDisposable
{
    // A file that was made elsewhere may hold any word; what cannot be read is not taken to be unpaid.
    private const string Columns = """
        CAST(key AS TEXT) AS key, CAST(number AS INTEGER) AS number, CAST(digest AS TEXT) AS digest,
        CAST(command AS TEXT) AS command, CAST(endpoint AS TEXT) AS endpoint, isPresent = 1 AS isPresent,
        CAST(baseUrl AS TEXT) AS baseUrl, CAST(job AS TEXT) AS job, CAST(submittedAt AS INTEGER) AS submittedAt,
        CAST(seconds AS REAL) AS seconds, CAST(file AS TEXT) AS file, CAST(reason AS TEXT) AS reason,
        CAST(attempt AS TEXT) AS attempt,
        iif(state IN ('Pending', 'Submitting', 'Accepted', 'Saved', 'Failed'), state, 'Unknown') AS state
        """;

    private readonly Lock _gate = new();
    private readonly string _folder;
    private readonly FileStream? _folderLock;
    private readonly SqliteConnection _connection;
    private readonly DirectoryInfo? _copy;

    private BatchJournal(
        string folder,
        FileStream? folderLock,
        SqliteConnection connection,
        DirectoryInfo? copy
    )
    {
        _folder = folder;
        _folderLock = folderLock;
        _connection = connection;
        _copy = copy;
    }

    public JournalRow? Find(string key) =>
        Locked(connection =>
            connection.QuerySingleOrDefault<JournalRow>(
                $"SELECT {Columns} FROM row WHERE key = @key",
                new { key }
            )
        );

    /// <summary>All rows in the order of the file; then those that are no longer in it.</summary>
    public IReadOnlyList<JournalRow> Rows() =>
        Locked(connection =>
            connection
                .Query<JournalRow>($"SELECT {Columns} FROM row ORDER BY isPresent DESC, number")
                .ToList()
        );

    /// <summary>The jobs that were accepted and whose videos are not here yet.</summary>
    public IReadOnlyList<JournalRow> Accepted() =>
        Locked(connection =>
            connection
                .Query<JournalRow>(
                    $"SELECT {Columns} FROM row WHERE state = 'Accepted' ORDER BY submittedAt"
                )
                .ToList()
        );

    /// <summary>
    /// Settles what a process that was killed left open, by what the journal of ids knows: an id is taken up, a
    /// refusal puts the row back, and the rest is unknown.
    /// </summary>
    public void Settle(IReadOnlyDictionary<Guid, JournalEntry> attempts)
    {
        foreach (
            var row in Rows().Where(row => row.State is RowState.Submitting or RowState.Unknown)
        )
        {
            var known = Guid.TryParse(row.Attempt, out var attempt)
                ? attempts.GetValueOrDefault(attempt)
                : null;
            if (known is { HasJob: true })
            {
                Leave(row.Key, RowState.Accepted, reason: null, known.Id);
            }
            else if (known is { Event: JournalEvent.Refused })
            {
                Leave(row.Key, RowState.Pending, "interrupted");
            }
            else if (row.State == RowState.Submitting)
            {
                Leave(row.Key, RowState.Unknown, "interrupted", known?.Id);
            }
        }
    }

    /// <summary>Lets rows be submitted once more that the user wants submitted again.</summary>
    public void Release(bool resubmits, bool retries)
    {
        foreach (var row in Rows())
        {
            var released = row.Released(resubmits, retries);
            if (released != row)
            {
                Leave(row.Key, released.State, reason: null);
            }
        }
    }

    /// <summary>Must be called before anything is sent.</summary>
    public void Submitting(string key, string baseUrl, Guid attempt, DateTimeOffset at) =>
        Change(
            "UPDATE row SET state = 'Submitting', baseUrl = @baseUrl, submittedAt = @at, attempt = "
                + "@attempt, job = NULL, reason = NULL WHERE key = @key AND state = 'Pending'",
            new
            {
                key,
                baseUrl,
                attempt = attempt.ToString(),
                at = at.ToUnixTimeMilliseconds(),
            }
        );

    public void Accepted(string key, string job) =>
        Change("UPDATE row SET state = 'Accepted', job = @job WHERE key = @key", new { key, job });

    public void Saved(string key, string file, DateTimeOffset at) =>
        Change(
            "UPDATE row SET state = 'Saved', file = @file, reason = NULL, seconds = (@at - "
                + "submittedAt) / 1000.0 WHERE key = @key",
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
        _folderLock?.Dispose();
        _copy?.Delete(recursive: true);
    }

    private void Change(string sql, object values)
    {
        if (Locked(connection => connection.Execute(sql, values)) != 1)
        {
            throw new InvalidOperationException(
                "The journal does not have a row in the state that it must be in. Nothing more is "
                    + "submitted; run the same command again."
            );
        }
    }

    /// <exception cref="IOException">The journal cannot be read or written.</exception>
    private T Locked<T>(Func<SqliteConnection, T> run)
    {
        lock (_gate)
        {
            try
            {
                return run(_connection);
            }
            catch (SqliteException exception)
            {
                throw Failure(_folder, exception);
            }
        }
    }
}
