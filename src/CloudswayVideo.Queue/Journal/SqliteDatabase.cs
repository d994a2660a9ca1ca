using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CloudswayVideo.Queue.Journal;

/// <summary>
/// A SQLite file, for the processes of one machine. Its clock is the injected one, and never goes back.
/// </summary>
internal sealed class SqliteDatabase(string path, TimeProvider time) : Database
{
    private const string Clock = "cloudsway_now";
    private const string Moved =
        "it was moved or deleted while it was in use. Put it back: nothing else knows the jobs that are paid for. "
        + "Without it, end the programs that use it before you start with another one.";

    private readonly string _path = Path.GetFullPath(path);

    // One statement at a time in this process: SQLite lets one write, and the others would block their threads.
    private readonly SemaphoreSlim _gate = new(1);
    private SqliteConnection? _connection;

    // Added to the injected clock once that was set back. Otherwise rows would wait for the difference, perhaps years.
    private long _ahead;
    private long _last;

    public override string Name => $"the SQLite file {_path}";

    public override string Now => $"{Clock}()";

    public override string CountJournals =>
        "SELECT COUNT(*) FROM sqlite_master WHERE name = 'cloudsway_video_schema'";

    public override void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
    }

    protected override async Task<T> UseAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            // SQLite would go on with a file that no other process, and not this one after a restart, can find.
            if (_connection is not null && !File.Exists(_path))
            {
                throw new FileNotFoundException(Moved);
            }

            _connection ??= await OpenAsync(cancellationToken);
            return await run(_connection);
        }
        // The file may be repaired, which only a new connection notices.
        catch (SqliteException)
        {
            _connection?.Dispose();
            _connection = null;
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }

    protected override string ReasonOf(Exception exception) =>
        exception switch
        {
            SqliteException { SqliteErrorCode: raw.SQLITE_BUSY } =>
                "another program has locked it. End that program, or wait until it is done.",
            SqliteException { SqliteErrorCode: raw.SQLITE_FULL } =>
                "the disk is full. Free some space and try again.",
            SqliteException { SqliteErrorCode: raw.SQLITE_IOERR } =>
                $"{exception.Message} Its disk fails, or cannot change a file in place, such as a mounted object "
                    + "store. Name a file on a local disk.",
            SqliteException { SqliteErrorCode: raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB } =>
                "it is damaged, or no SQLite file. Restore it from a backup, or name another file.",
            SqliteException missing
                when missing.Message.Contains("no such table", StringComparison.Ordinal) =>
                TablesGone,
            FileNotFoundException moved => moved.Message,
            _ when Directory.Exists(_path) => "it is a folder. Name a file, which may be in it.",
            _ when !Directory.Exists(Path.GetDirectoryName(_path)) =>
                "its folder does not exist. Make it, or name a file in another one.",
            SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN }
            or UnauthorizedAccessException =>
                $"the user \"{Environment.UserName}\" may not read and write it, or make files in its folder, or its "
                    + "disk is read-only. Let this user do so, or name another file.",
            _ => base.ReasonOf(exception),
        };

    private async Task<SqliteConnection> OpenAsync(CancellationToken cancellationToken)
    {
        MakePrivate();
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = _path,
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            await connection.OpenAsync(cancellationToken);
            connection.CreateFunction(Clock, ReadClock);
            // PostgreSQL's names of what SQLite calls MAX and MIN.
            connection.CreateFunction<long, long, long>("greatest", Math.Max);
            connection.CreateFunction<long, long, long>("least", Math.Min);
            // The intent to submit must be on the disk before the request is sent.
            await connection.ExecuteAsync(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF"
            );
            _last = Math.Max(_last, await NewestMomentAsync(connection));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private long ReadClock()
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds() + _ahead;
        _ahead += Math.Max(0, _last - now);
        return _last = Math.Max(_last, now);
    }

    private static async Task<long> NewestMomentAsync(SqliteConnection connection)
    {
        var tables = await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM sqlite_master WHERE name = 'cloudsway_video_job'"
        );
        return tables == 0
            ? 0
            : await connection.ExecuteScalarAsync<long>(
                // A damaged row must not set the clock.
                """
                SELECT coalesce(MAX(moment), 0) FROM (
                    SELECT MAX(CAST(changed AS INTEGER), CAST(runningAt AS INTEGER)) AS moment
                    FROM cloudsway_video_job)
                WHERE moment < unixepoch('3000-01-01') * 1000
                """
            );
    }

    // The file holds prompts and images.
    private void MakePrivate()
    {
        if (!OperatingSystem.IsWindows() && !File.Exists(_path))
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.Write,
                Share = FileShare.ReadWrite,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            new FileStream(_path, options).Dispose();
        }
    }
}
