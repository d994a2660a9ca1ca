using System.Data.Common;
using CloudswayVideo.Queue.Journal;
using Dapper;

namespace CloudswayVideo.Cli.Batch;

internal sealed partial class BatchRows
{
    private const string Interrupted = "interrupted";

    // What the file of jobs says about a row.
    private const string AddColumns = """
        ALTER TABLE cloudsway_video_job ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE cloudsway_video_job ADD COLUMN digest TEXT NOT NULL DEFAULT '';
        ALTER TABLE cloudsway_video_job ADD COLUMN isPresent INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE cloudsway_video_job ADD COLUMN baseUrl TEXT;
        CREATE UNIQUE INDEX cloudsway_video_job_file ON cloudsway_video_job (key COLLATE NOCASE);
        """;

    // A row that cannot be understood may have been paid for.
    private const string Repair = """
        UPDATE cloudsway_video_job SET state = 'Ambiguous'
        WHERE state NOT IN ('Waiting', 'Submitting', 'Accepted', 'Saved', 'Failed', 'Ambiguous')
            OR (state = 'Submitting' AND attempt IS NULL);
        CREATE TABLE IF NOT EXISTS batch (gateway TEXT NOT NULL);
        DELETE FROM batch WHERE NOT EXISTS (SELECT * FROM cloudsway_video_job);
        INSERT INTO batch SELECT @gateway WHERE NOT EXISTS (SELECT * FROM batch);
        -- Version 0.2.0 would create a table of that name if it were missing, and pay for all rows again.
        CREATE VIEW IF NOT EXISTS row AS SELECT 'This batch needs 0.3.0 or newer.' AS message;
        """;

    /// <summary>
    /// Opens the journal of a folder, or creates it. For a dry run a copy is opened, whose changes are lost.
    /// </summary>
    /// <exception cref="CommandException">
    /// Another process uses the journal, it belongs to another gateway, or others can write it.
    /// </exception>
    /// <exception cref="Queue.VideoJournalException">The journal cannot be read or written.</exception>
    public static async Task<BatchRows> OpenAsync(
        string folder,
        bool isMock,
        TimeProvider time,
        bool isDryRun = false
    )
    {
        SystemSqlite.Prepare();
        var files = new FolderLock(folder, isDryRun);
        var journal = new BatchRows(files, new SqliteDatabase(files.Journal, time));
        try
        {
            await journal.Videos.PrepareAsync(CancellationToken.None);
            var gateway = isMock ? "an embedded mock" : "the gateway";
            var before = await journal._database.RunAsync(connection =>
                PrepareAsync(connection, gateway)
            );
            return before == gateway
                ? journal
                : throw new CommandException(
                    $"The folder \"{folder}\" has a batch of {before}, and this one is of {gateway}. "
                        + "Give another --out."
                );
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private static async Task<string> PrepareAsync(DbConnection connection, string gateway)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        if (!await HasColumnAsync(connection, "cloudsway_video_job", "digest"))
        {
            await connection.ExecuteAsync(AddColumns);
        }

        if (await HasColumnAsync(connection, "row", "digest"))
        {
            await TakeOverAsync(connection);
        }

        await connection.ExecuteAsync(Repair, new { gateway });
        await transaction.CommitAsync();
        return await connection.QuerySingleAsync<string>("SELECT gateway FROM batch");
    }

    // Converts the table that version 0.2.0 wrote, whose jobs are paid for.
    private static async Task TakeOverAsync(DbConnection connection)
    {
        var attempt = await HasColumnAsync(connection, "row", "attempt") ? "attempt" : "NULL";
        await connection.ExecuteAsync(
            $"""
            INSERT INTO cloudsway_video_job (key, kind, endpoint, state, job, possible, file, reason, attempt,
                created, changed, number, digest, isPresent, baseUrl)
            SELECT key, command, endpoint,
                CASE state WHEN 'Pending' THEN 'Waiting' WHEN 'Unknown' THEN 'Ambiguous' ELSE state END,
                iif(state = 'Unknown', NULL, job), iif(state = 'Unknown', job, NULL), file, reason, {attempt},
                coalesce(submittedAt, 0), coalesce(submittedAt + seconds * 1000, 0), number, digest, isPresent, baseUrl
            FROM row;
            DROP TABLE row;
            """
        );
    }

    private static async Task<bool> HasColumnAsync(
        DbConnection connection,
        string table,
        string column
    ) =>
        await connection.ExecuteScalarAsync<long>(
            "SELECT COUNT(*) FROM pragma_table_info(@table) WHERE name = @column",
            new { table, column }
        ) > 0;
}
