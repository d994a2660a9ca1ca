using CloudswayVideo.Cli.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Cli.Batch;

internal sealed partial class BatchJournal
{
    private const string FileName = "batch.db";

    // What a process that was killed may leave beside the file, and belongs to it.
    private static readonly string[] FileParts = ["", "-wal"];

    /// <summary>Opens the journal of a folder, or makes it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isMock">Whether the gateway is an embedded mock, whose jobs cost nothing.</param>
    /// <param name="isDryRun">Whether nothing may be written: what is there is copied, and changes are lost.</param>
    /// <exception cref="CommandException">
    /// Another process has it, it is of another gateway, or others can write it.
    /// </exception>
    /// <exception cref="IOException">It cannot be read or written.</exception>
    public static BatchJournal Open(string folder, bool isMock, bool isDryRun = false)
    {
        var folderLock = TakeLock(folder, isDryRun);
        var path = Path.Combine(folder, FileName);
        DirectoryInfo? copy = null;
        SqliteConnection? connection = null;
        try
        {
            CheckFile(path, mayMake: !isDryRun);
            copy = isDryRun && File.Exists(path) ? Copy(path) : null;
            SystemSqlite.Prepare();
            connection = new SqliteConnection(
                new SqliteConnectionStringBuilder
                {
                    DataSource =
                        !isDryRun ? path
                        : copy is null ? ":memory:"
                        : Path.Combine(copy.FullName, FileName),
                    Pooling = false,
                }.ConnectionString
            );
            connection.Open();
            Prepare(connection, folder, isMock);
            return new BatchJournal(folder, folderLock, connection, copy);
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            folderLock?.Dispose();
            copy?.Delete(recursive: true);
            if (exception is SqliteException failure)
            {
                throw Failure(folder, failure);
            }

            throw;
        }
    }

    // A folder may come from elsewhere, and its journal decides what is asked where, and saved as what.
    private static void CheckFile(string path, bool mayMake)
    {
        if (new FileInfo(path).LinkTarget is { } target)
        {
            throw new CommandException(
                $"\"{path}\" is a link to \"{target}\". Give another --out, or put the file itself there."
            );
        }

        if (mayMake)
        {
            PrivateFile.Prepare(path);
        }
        else if (File.Exists(path))
        {
            PrivateFile.CheckOwner(path);
        }
    }

    private static DirectoryInfo Copy(string path)
    {
        var folder = Directory.CreateTempSubdirectory("cloudsway-video-");
        foreach (var part in FileParts.Where(part => File.Exists(path + part)))
        {
            File.Copy(path + part, Path.Combine(folder.FullName, FileName + part));
        }

        return folder;
    }

    private static void Prepare(SqliteConnection connection, string folder, bool isMock)
    {
        var gateway = isMock ? "an embedded mock" : "the gateway";
        connection.Execute(
            """
            PRAGMA trusted_schema = OFF;
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS batch (gateway TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS row (
                key TEXT PRIMARY KEY COLLATE NOCASE, number INTEGER NOT NULL, digest TEXT NOT NULL, command TEXT NOT NULL, endpoint TEXT NOT NULL,
                state TEXT NOT NULL DEFAULT 'Pending', isPresent INTEGER NOT NULL DEFAULT 1,
                baseUrl TEXT, job TEXT, submittedAt INTEGER, seconds REAL, file TEXT, reason TEXT, attempt TEXT);
            DELETE FROM batch WHERE NOT EXISTS (SELECT * FROM row);
            INSERT INTO batch SELECT @gateway WHERE NOT EXISTS (SELECT * FROM batch);
            """,
            new { gateway }
        );
        if (
            !connection
                .Query<string>("SELECT name FROM pragma_table_info('row')")
                .Contains("attempt")
        )
        {
            connection.Execute("ALTER TABLE row ADD COLUMN attempt TEXT");
        }

        var before = connection.QuerySingle<string>("SELECT gateway FROM batch");
        if (before != gateway)
        {
            throw new CommandException(
                $"The folder \"{folder}\" has a batch of {before}, and this one is of {gateway}. Give another --out."
            );
        }
    }

    // Held until the process ends, however it does. A dry run makes no file, and minds the one that is there.
    private static FileStream? TakeLock(string folder, bool isDryRun)
    {
        var path = Path.Combine(folder, "batch.lock");
        if (isDryRun && !File.Exists(path))
        {
            return null;
        }

        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(
                path,
                PrivateFile.Opening(
                    isDryRun ? FileMode.Open : FileMode.OpenOrCreate,
                    isDryRun ? FileAccess.Read : FileAccess.ReadWrite,
                    FileShare.None
                )
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The folder \"{folder}\" cannot be used: {exception.Message} One batch at a time may "
                    + "work in it, and must be able to write there.",
                exception
            );
        }
    }

    private static IOException Failure(string folder, SqliteException exception)
    {
        const int full = 13;
        const int corrupt = 11;
        const int noDatabase = 26;
        var reason = exception.SqliteErrorCode switch
        {
            full => "the disk is full. Make room and run the same command again.",
            corrupt or noDatabase =>
                "it is damaged or of another kind. The ids of its jobs are in the journal that \"jobs\" shows.",
            _ => $"{exception.Message} Run the same command again once that is put right.",
        };
        return new IOException(
            $"The journal of the batch, \"{Path.Combine(folder, FileName)}\", cannot be used: {reason}",
            exception
        );
    }
}
