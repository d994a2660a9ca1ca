using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Queue.Journal;

/// <summary>A file of SQLite, for the processes of one machine. Its clock is the one that is injected.</summary>
internal sealed class SqliteDatabase(string path, TimeProvider time) : Database
{
    private const string Clock = "cloudsway_now";

    private readonly string _path = Path.GetFullPath(path);

    // One at a time in this process: SQLite lets one write, and would keep the threads of the others waiting.
    private readonly SemaphoreSlim _gate = new(1);
    private SqliteConnection? _connection;

    public override string Name => $"the SQLite file {_path}";

    public override string Now => $"{Clock}()";

    // One writes at a time, and what it takes is gone for the next.
    public override string SkipLocked => "";

    public override string Greatest => "MAX";

    public override string Least => "MIN";

    // A transaction holds the file.
    public override string LockSchema => "SELECT 1";

    public override void Dispose()
    {
        _connection?.Dispose();
        _gate.Dispose();
        base.Dispose();
    }

    protected override async Task<T> UseAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            _connection ??= await OpenAsync(cancellationToken);
            return await run(_connection);
        }
        // What is wrong with the file may be put right, and is then seen by a new connection alone.
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

    protected override string ReasonOf(Exception exception)
    {
        const int full = 13;
        const int corrupt = 11;
        const int noDatabase = 26;
        return (exception as SqliteException)?.SqliteErrorCode switch
        {
            full => "the disk is full. Make room and go on.",
            corrupt or noDatabase => "it is damaged or of another kind.",
            _ => exception.Message,
        };
    }

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
            connection.CreateFunction(Clock, () => time.GetUtcNow().ToUnixTimeMilliseconds());
            // What a row says of money must be on the disk before a request is sent.
            await connection.ExecuteAsync(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA trusted_schema = OFF"
            );
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // It holds prompts and images.
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
