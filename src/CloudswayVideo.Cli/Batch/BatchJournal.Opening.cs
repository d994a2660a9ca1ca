using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Cli.Batch;

internal sealed partial class BatchJournal
{
    /// <summary>Opens the journal of a folder, or makes it. What a killed process was submitting is unknown from then on.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isMock">Whether the gateway is an embedded mock, whose jobs cost nothing.</param>
    /// <exception cref="CommandException">Another process has it, or it is of another gateway.</exception>
    public static BatchJournal Open(string folder, bool isMock)
    {
        var folderLock = TakeLock(folder);
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(folder, "batch.db"),
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            connection.Open();
            Prepare(connection, folder, isMock);
            return new BatchJournal(folderLock, connection);
        }
        catch
        {
            connection.Dispose();
            folderLock.Dispose();
            throw;
        }
    }

    private static void Prepare(SqliteConnection connection, string folder, bool isMock)
    {
        var gateway = isMock ? "an embedded mock" : "the gateway";
        connection.Execute(
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            CREATE TABLE IF NOT EXISTS batch (gateway TEXT NOT NULL);
            INSERT INTO batch SELECT @gateway WHERE NOT EXISTS (SELECT * FROM batch);
            CREATE TABLE IF NOT EXISTS row (
                key TEXT PRIMARY KEY COLLATE NOCASE, number INTEGER NOT NULL, digest TEXT NOT NULL, command TEXT NOT NULL, endpoint TEXT NOT NULL,
                state TEXT NOT NULL DEFAULT 'Pending', isPresent INTEGER NOT NULL DEFAULT 1,
                baseUrl TEXT, job TEXT, submittedAt INTEGER, seconds REAL, file TEXT, reason TEXT);
            """,
            new { gateway }
        );
        var before = connection.QuerySingle<string>("SELECT gateway FROM batch");
        if (before != gateway)
        {
            throw new CommandException(
                $"The folder \"{folder}\" has a batch of {before}, and this one is of {gateway}. Give another --out."
            );
        }

        connection.Execute(
            "UPDATE row SET state = 'Unknown', reason = 'interrupted' WHERE state = 'Submitting'"
        );
    }

    // Held until the process ends, however it does.
    private static FileStream TakeLock(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(
                Path.Combine(folder, "batch.lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(
                $"The folder \"{folder}\" is not to be had: {exception.Message} One batch at a time may work in it, and needs to write there.",
                exception
            );
        }
    }
}
