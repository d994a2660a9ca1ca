using System.Data.Common;
using Dapper;

namespace CloudswayVideo.Queue.Journal;

internal sealed partial class VideoJournal
{
    private const int SchemaVersion = 1;

    private volatile bool _isPrepared;

    private string Tables =>
        $"""
            {database.LockSchema};
            CREATE TABLE IF NOT EXISTS cloudsway_video_schema (version INTEGER NOT NULL);
            CREATE TABLE IF NOT EXISTS cloudsway_video_job (
                key TEXT {database.ByBytes} PRIMARY KEY, kind TEXT NOT NULL, endpoint TEXT NOT NULL,
                state TEXT NOT NULL, job TEXT, possible TEXT, earlier TEXT, file TEXT, reason TEXT, trace TEXT,
                engineJob TEXT, attempt TEXT, leaseEnd BIGINT NOT NULL DEFAULT 0, asked INTEGER NOT NULL DEFAULT 0,
                runningAt BIGINT NOT NULL DEFAULT 0, notified INTEGER NOT NULL DEFAULT 0,
                created BIGINT NOT NULL, changed BIGINT NOT NULL, nextAt BIGINT);
            CREATE INDEX IF NOT EXISTS cloudsway_video_job_next ON cloudsway_video_job (nextAt);
            CREATE TABLE IF NOT EXISTS cloudsway_video_request (
                key TEXT {database.ByBytes} PRIMARY KEY, body TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS cloudsway_video_budget (place INTEGER PRIMARY KEY, freeAt BIGINT NOT NULL);
            INSERT INTO cloudsway_video_schema SELECT {SchemaVersion}
                WHERE NOT EXISTS (SELECT * FROM cloudsway_video_schema);
            """;

    /// <summary>Makes the tables that are missing.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        // Several calls may do so at once: the database lets one after the other make what is missing.
        if (!_isPrepared)
        {
            await database.TransactAsync(MakeAsync, cancellationToken);
            _isPrepared = true;
        }
    }

    private async Task<int> MakeAsync(DbConnection connection)
    {
        await database.CheckAsync(connection);
        // A journal that has lost a table is not given an empty one, and a role need not be allowed to make any.
        if (await connection.ExecuteScalarAsync<long>(database.CountJournals) == 0)
        {
            await connection.ExecuteAsync(Tables);
        }

        var version = await connection.QuerySingleOrDefaultAsync<int?>(
            "SELECT version FROM cloudsway_video_schema"
        );
        return version is null or SchemaVersion
            ? SchemaVersion
            : throw new VideoJournalException(
                $"The journal in {database.Name} has the schema version {version}; this version of "
                    + $"CloudswayVideo.Queue reads {SchemaVersion}. Run the version that made it, or use another one."
            );
    }
}
