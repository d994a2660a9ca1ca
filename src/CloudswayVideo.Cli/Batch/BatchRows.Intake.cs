using System.Data.Common;
using CloudswayVideo.Queue;
using Dapper;

namespace CloudswayVideo.Cli.Batch;

internal sealed partial class BatchRows
{
    // An existing row keeps the spelling of its key.
    private const string Add = """
        INSERT INTO cloudsway_video_job (key, kind, endpoint, state, created, changed, nextAt, number, digest)
        VALUES (@Key, @Command, @Endpoint, 'Waiting', @Now, @Now, @Now, @Number, @Digest)
        ON CONFLICT (key) DO UPDATE SET
            number = excluded.number,
            isPresent = 1,
            kind = excluded.kind,
            endpoint = iif(state = 'Waiting' OR digest <> excluded.digest, excluded.endpoint, endpoint),
            reason = iif(digest = excluded.digest, reason, NULL),
            earlier = iif(digest = excluded.digest OR job IS NULL, earlier, coalesce(earlier || ' ', '') || job),
            job = iif(digest = excluded.digest, job, NULL),
            state = iif(digest = excluded.digest, state, 'Waiting'),
            digest = excluded.digest
        """;

    /// <summary>
    /// Takes in the rows of a file, all or none. A row that was known before keeps its state. A changed row that was
    /// not accepted starts again. A row that is gone from the file is deleted if it was never sent, else it continues.
    /// </summary>
    /// <returns>False if something is wrong with them; the problems say what, with those of the file.</returns>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    public async Task<bool> TakeInAsync(
        IAsyncEnumerable<BatchRow> rows,
        ICollection<string> problems,
        TimeProvider time
    )
    {
        var before = (await RowsAsync()).ToDictionary(
            row => row.Key,
            StringComparer.OrdinalIgnoreCase
        );
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var values = new List<object>();
        await foreach (var row in rows)
        {
            var known = before.GetValueOrDefault(row.Key);
            if (ProblemOf(row, known, isFirst: seen.Add(row.Key)) is { } problem)
            {
                problems.Add($"row {row.Number}: id: {problem}");
            }
            else
            {
                values.Add(
                    new
                    {
                        Key = known?.Key ?? row.Key,
                        row.Number,
                        row.Digest,
                        Command = row.Job.Kind.Command,
                        row.Endpoint,
                        Now = now,
                    }
                );
            }
        }

        return problems.Count == 0
            && await _database.RunAsync(connection => WriteAsync(connection, values));
    }

    private static string? ProblemOf(BatchRow row, BatchVideo? known, bool isFirst) =>
        !isFirst ? $"found \"{row.Key}\" a second time; each row needs its own id"
        : known is { State: not (QueuedVideoState.Waiting or QueuedVideoState.Failed) }
        && known.Digest != row.Digest
            ? $"\"{row.Key}\" was submitted with other fields; put them back, or give the row another id, "
                + "which makes it a new paid job"
        : null;

    private static async Task<bool> WriteAsync(DbConnection connection, List<object> rows)
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await connection.ExecuteAsync("UPDATE cloudsway_video_job SET isPresent = 0");
        await connection.ExecuteAsync(Add, rows);
        await connection.ExecuteAsync(
            "DELETE FROM cloudsway_video_job WHERE isPresent = 0 AND state = 'Waiting'"
        );
        await transaction.CommitAsync();
        return true;
    }
}
