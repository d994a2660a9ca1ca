using Dapper;

namespace CloudswayVideo.Queue.Journal;

/// <summary>
/// What is known of each video, in tables of its own. It alone may cause a submission: a worker submits a row only
/// after its change to <see cref="QueuedVideoState.Submitting"/> was written, which one worker wins.
/// </summary>
internal sealed partial class VideoJournal(Database database) : IDisposable
{
    private const string Open = "'Waiting', 'Submitting', 'Accepted'";

    private readonly string _row = $"SELECT *, {database.Now} AS now FROM cloudsway_video_job";

    /// <summary>Adds a row and its request, unless its key is there.</summary>
    public Task AddAsync(JournalRow row, string body, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await using var _ = transaction;
                await connection.ExecuteAsync(
                    $"""
                    INSERT INTO cloudsway_video_job (key, kind, endpoint, state, trace, created, changed, nextAt)
                    VALUES (@Key, @Kind, @Endpoint, 'Waiting', @Trace, {database.Now}, {database.Now}, {database.Now})
                    ON CONFLICT (key) DO NOTHING;
                    INSERT INTO cloudsway_video_request (key, body) VALUES (@Key, @body) ON CONFLICT (key) DO NOTHING;
                    """,
                    new
                    {
                        row.Key,
                        row.Kind,
                        row.Endpoint,
                        row.Trace,
                        body,
                    }
                );
                await transaction.CommitAsync(cancellationToken);
                return 0;
            },
            cancellationToken
        );

    public Task<JournalRow?> FindAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            connection =>
                connection.QuerySingleOrDefaultAsync<JournalRow?>(
                    $"{_row} WHERE key = @key",
                    new { key }
                ),
            cancellationToken
        );

    public Task<string?> RequestAsync(string key, CancellationToken cancellationToken) =>
        RunAsync(
            connection =>
                connection.QuerySingleOrDefaultAsync<string?>(
                    "SELECT body FROM cloudsway_video_request WHERE key = @key",
                    new { key }
                ),
            cancellationToken
        );

    public async Task<IReadOnlyList<JournalRow>> AmbiguousAsync(
        CancellationToken cancellationToken
    ) =>
        [
            .. await RunAsync(
                connection =>
                    connection.QueryAsync<JournalRow>(
                        $"{_row} WHERE state = 'Ambiguous' ORDER BY created, key"
                    ),
                cancellationToken
            ),
        ];

    /// <summary>Takes rows that are due, so that for a while no other worker does.</summary>
    /// <param name="which">Which rows, as a condition.</param>
    /// <param name="values">The values of the condition, of which "most" and "claim" must be two.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<IReadOnlyList<string>> ClaimAsync(
        string which,
        object values,
        CancellationToken cancellationToken
    ) =>
        [
            .. await RunAsync(
                connection =>
                    connection.QueryAsync<string>(
                        $"""
                            UPDATE cloudsway_video_job SET nextAt = {database.Now} + @claim, ticket = NULL
                            WHERE key IN (SELECT key FROM cloudsway_video_job WHERE {Clocked(
                                which
                            )} ORDER BY nextAt LIMIT @most {database.SkipLocked})
                            RETURNING key
                            """,
                        values
                    ),
                cancellationToken
            ),
        ];

    /// <summary>
    /// How many rows have something left to be done, how many need a person, and since when the oldest waits.
    /// </summary>
    public Task<JournalCounts> CountAsync(CancellationToken cancellationToken) =>
        RunAsync(
            connection =>
                connection.QuerySingleAsync<JournalCounts>(
                    $"""
                    SELECT COUNT(*) FILTER (WHERE state IN ({Open})) AS depth,
                        COUNT(*) FILTER (WHERE state = 'Ambiguous') AS ambiguous,
                        ({database.Now} - MIN(created) FILTER (WHERE state IN ({Open}))) / 1000 AS oldestSeconds,
                        ({database.Now} - MIN(nextAt)) / 1000 AS overdueSeconds
                    FROM cloudsway_video_job
                    """
                ),
            cancellationToken
        );

    /// <summary>Changes one row that stands as it must.</summary>
    /// <param name="set">What becomes of it.</param>
    /// <param name="where">How it must stand, beside its key.</param>
    /// <param name="values">The values, of which "key" must be one.</param>
    /// <returns>Whether it stood so.</returns>
    public async Task<bool> ChangeAsync(string set, string where, object values) =>
        await RunAsync(
            connection =>
                connection.ExecuteAsync(
                    Clocked($"UPDATE cloudsway_video_job SET {set} WHERE key = @key AND {where}"),
                    values
                ),
            CancellationToken.None
        ) == 1;

    /// <summary>Whether a row stands so.</summary>
    public async Task<bool> IsSoAsync(string how, object values) =>
        await RunAsync(
            connection =>
                connection.QuerySingleAsync<long>(
                    Clocked($"SELECT COUNT(*) FROM cloudsway_video_job WHERE key = @key AND {how}"),
                    values
                ),
            CancellationToken.None
        ) == 1;

    /// <summary>Removes a row that costs nothing, or is over.</summary>
    public async Task<bool> ForgetAsync(string key, CancellationToken cancellationToken) =>
        await RunAsync(
            async connection =>
            {
                var transaction = await connection.BeginTransactionAsync(cancellationToken);
                await using var _ = transaction;
                var gone = await connection.ExecuteAsync(
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
                await transaction.CommitAsync(cancellationToken);
                return gone;
            },
            cancellationToken
        ) == 1;

    public void Dispose() => _preparing.Dispose();

    private string Clocked(string sql) =>
        sql.Replace("NOW", database.Now, StringComparison.Ordinal);

    private async Task<T> RunAsync<T>(
        Func<System.Data.Common.DbConnection, Task<T>> run,
        CancellationToken cancellationToken
    )
    {
        await PrepareAsync(cancellationToken);
        return await database.RunAsync(run, cancellationToken);
    }
}

/// <summary>How the journal stands as a whole.</summary>
internal sealed class JournalCounts
{
    public long Depth { get; init; }

    public long Ambiguous { get; init; }

    public long? OldestSeconds { get; init; }

    public long? OverdueSeconds { get; init; }
}
