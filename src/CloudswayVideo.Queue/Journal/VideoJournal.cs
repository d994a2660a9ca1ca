using System.Data.Common;
using Dapper;

namespace CloudswayVideo.Queue.Journal;

/// <summary>
/// The state of each video, in tables of its own. Only this journal permits a submission: a worker submits a row after
/// it has changed it to <see cref="QueuedVideoState.Submitting"/>, and one worker succeeds in that.
/// </summary>
/// <remarks>NOW in a statement stands for the clock of the database.</remarks>
internal sealed partial class VideoJournal(Database database)
{
    private const string NotEnded = "'Waiting', 'Submitting', 'Accepted'";
    private const string Row = "SELECT *, NOW AS now FROM cloudsway_video_job";

    // New rows, and rows that an engine has lost.
    private const string NotDelivered =
        "(nextAt <= NOW AND engineJob IS NULL) OR nextAt <= NOW - @lostAfter";

    private static readonly TimeSpan Claim = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LostAfter = TimeSpan.FromMinutes(15);

    /// <summary>Adds a row and its request, unless the key exists.</summary>
    public Task AddAsync(JournalRow row, string body, CancellationToken cancellationToken) =>
        TransactAsync(
            async connection =>
            {
                var added = await connection.ExecuteAsync(
                    Sql(
                        """
                        INSERT INTO cloudsway_video_job (key, kind, endpoint, state, trace, created, changed, nextAt)
                        VALUES (@Key, @Kind, @Endpoint, 'Waiting', @Trace, NOW, NOW, NOW)
                        ON CONFLICT (key) DO NOTHING
                        """
                    ),
                    row
                );
                // A request may be left of a row that somebody has deleted.
                return await connection.ExecuteAsync(
                    $"""
                    INSERT INTO cloudsway_video_request (key, body)
                    SELECT @Key, @body WHERE @added = 1 AND {database.Durably}
                    ON CONFLICT (key) DO UPDATE SET body = excluded.body
                    """,
                    new
                    {
                        row.Key,
                        body,
                        added,
                    }
                );
            },
            cancellationToken
        );

    public async Task<JournalRow?> FindAsync(string key, CancellationToken cancellationToken) =>
        (
            await QueryAsync<JournalRow>($"{Row} WHERE key = @key", new { key }, cancellationToken)
        ).SingleOrDefault();

    public async Task<string?> RequestAsync(string key, CancellationToken cancellationToken) =>
        (
            await QueryAsync<string>(
                "SELECT body FROM cloudsway_video_request WHERE key = @key",
                new { key },
                cancellationToken
            )
        ).SingleOrDefault();

    public Task<List<JournalRow>> AmbiguousAsync(CancellationToken cancellationToken) =>
        QueryAsync<JournalRow>(
            $"{Row} WHERE state = 'Ambiguous' ORDER BY created, key",
            null,
            cancellationToken
        );

    /// <summary>
    /// Claims rows that are due, so that no other worker starts them for 20 seconds; for an engine only those that it
    /// does not deliver.
    /// </summary>
    public Task<List<string>> ClaimAsync(
        int most,
        bool forEngine,
        CancellationToken cancellationToken
    ) =>
        QueryAsync<string>(
            $"""
            UPDATE cloudsway_video_job SET nextAt = NOW + @claim, engineJob = NULL
            WHERE key IN (SELECT key FROM cloudsway_video_job WHERE {(
                forEngine ? NotDelivered : "nextAt <= NOW"
            )} ORDER BY nextAt LIMIT @most {database.SkipLocked})
            RETURNING key
            """,
            new
            {
                most,
                claim = Milliseconds(Claim),
                lostAfter = Milliseconds(LostAfter),
            },
            cancellationToken
        );

    /// <summary>Counts the rows that have not ended, and those that need a person, and finds the oldest.</summary>
    public async Task<JournalCounts> CountAsync(CancellationToken cancellationToken) =>
        (
            await QueryAsync<JournalCounts>(
                $"""
                SELECT COUNT(*) FILTER (WHERE state IN ({NotEnded})) AS depth,
                    COUNT(*) FILTER (WHERE state = 'Ambiguous') AS ambiguous,
                    (NOW - MIN(created) FILTER (WHERE state IN ({NotEnded}))) / 1000 AS oldestSeconds,
                    (NOW - MIN(nextAt)) / 1000 AS overdueSeconds
                FROM cloudsway_video_job
                """,
                null,
                cancellationToken
            )
        ).Single();

    /// <summary>Removes a row, unless its job is being submitted or is paid for and not fetched.</summary>
    public async Task<bool> ForgetAsync(string key, CancellationToken cancellationToken) =>
        await TransactAsync(
            async connection =>
            {
                var removed = await connection.ExecuteAsync(
                    "DELETE FROM cloudsway_video_job WHERE key = @key AND state NOT IN ('Submitting', 'Accepted')",
                    new { key }
                );
                await connection.ExecuteAsync(
                    """
                    DELETE FROM cloudsway_video_request
                    WHERE key = @key AND NOT EXISTS (SELECT * FROM cloudsway_video_job WHERE key = @key)
                    """,
                    new { key }
                );
                return removed;
            },
            cancellationToken
        ) == 1;

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);

    private string Sql(string sql) => sql.Replace("NOW", database.Now, StringComparison.Ordinal);

    private async Task<List<T>> QueryAsync<T>(
        string sql,
        object? values,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        return await database.RunAsync(
            async connection => (await connection.QueryAsync<T>(Sql(sql), values)).AsList(),
            cancellationToken
        );
    }

    private async Task<T> TransactAsync<T>(
        Func<DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        return await database.TransactAsync(run, cancellationToken);
    }
}

/// <summary>The state of the journal as a whole.</summary>
internal sealed class JournalCounts
{
    public long Depth { get; init; }
    public long Ambiguous { get; init; }
    public long? OldestSeconds { get; init; }
    public long? OverdueSeconds { get; init; }
}
