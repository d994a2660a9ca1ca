using Dapper;
using Microsoft.Data.Sqlite;

namespace CloudswayVideo.Cli.Batch;

internal sealed partial class BatchJournal
{
    /// <summary>
    /// Takes in the rows of a file, all or none. Rows that were there before keep their state; one that has changed
    /// and was not accepted starts anew; one that is gone is forgotten if it was never sent, and else goes on.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="problems">What is wrong with the file, known once it was read; more is added here.</param>
    /// <returns>Whether they were taken in: nothing is wrong.</returns>
    /// <exception cref="IOException">The journal cannot be written.</exception>
    public async Task<bool> TakeInAsync(
        IAsyncEnumerable<BatchRow> rows,
        ICollection<string> problems
    )
    {
        try
        {
            return await TakeInAllAsync(rows, problems);
        }
        catch (SqliteException exception)
        {
            throw Failure(_folder, exception);
        }
    }

    private async Task<bool> TakeInAllAsync(
        IAsyncEnumerable<BatchRow> rows,
        ICollection<string> problems
    )
    {
        await using var transaction = await _connection.BeginTransactionAsync();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        await _connection.ExecuteAsync("UPDATE row SET isPresent = 0");
        await foreach (var row in rows)
        {
            if (!seen.Add(row.Key))
            {
                problems.Add(
                    $"row {row.Number}: id: found \"{row.Key}\" a second time; each row needs one of its own"
                );
            }
            else if (
                Find(row.Key) is { State: not (RowState.Pending or RowState.Failed) } sent
                && sent.Digest != row.Digest
            )
            {
                problems.Add(
                    $"row {row.Number}: id: \"{row.Key}\" was submitted with other fields; put them "
                        + "back, or give the row another id, which makes it a new paid job"
                );
            }
            else
            {
                await AddAsync(row);
            }
        }

        if (problems.Count > 0)
        {
            return false;
        }

        await _connection.ExecuteAsync("DELETE FROM row WHERE isPresent = 0 AND state = 'Pending'");
        await transaction.CommitAsync();
        return true;
    }

    private Task<int> AddAsync(BatchRow row) =>
        _connection.ExecuteAsync(
            """
            INSERT INTO row (key, number, digest, command, endpoint) VALUES (@Key, @Number, @Digest, @Command, @Endpoint)
            ON CONFLICT (key) DO UPDATE SET
                number = excluded.number,
                isPresent = 1,
                command = excluded.command,
                endpoint = iif(state = 'Pending' OR digest <> excluded.digest, excluded.endpoint, endpoint),
                reason = iif(digest = excluded.digest, reason, NULL),
                state = iif(digest = excluded.digest, state, 'Pending'),
                digest = excluded.digest
            """,
            new
            {
                row.Key,
                row.Number,
                row.Digest,
                Command = RowReader.CommandOf(row.Kind),
                row.Endpoint,
            }
        );
}
