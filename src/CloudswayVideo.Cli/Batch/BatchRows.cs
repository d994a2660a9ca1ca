using CloudswayVideo.Cli.Journal;
using CloudswayVideo.Queue;
using CloudswayVideo.Queue.Journal;
using CloudswayVideo.Queue.Submission;
using Dapper;

namespace CloudswayVideo.Cli.Batch;

/// <summary>
/// The rows of one file of jobs in the journal of the queue: a SQLite file in the folder of the batch, which only one
/// process at a time can use. Only the journal of the queue changes the state of a row; this class ties rows to the
/// file.
/// </summary>
internal sealed partial class BatchRows : IDisposable
{
    // SQLite does not enforce the types of columns, and a file from elsewhere may hold anything.
    private const string Select = """
        SELECT CAST(key AS TEXT) AS key, CAST(kind AS TEXT) AS kind, CAST(endpoint AS TEXT) AS endpoint, state,
            CAST(job AS TEXT) AS job, CAST(possible AS TEXT) AS possible, CAST(file AS TEXT) AS file,
            CAST(reason AS TEXT) AS reason, CAST(attempt AS TEXT) AS attempt, CAST(created AS INTEGER) AS created,
            CAST(changed AS INTEGER) AS changed,
            CAST(number AS INTEGER) AS number, CAST(digest AS TEXT) AS digest, isPresent = 1 AS isPresent,
            CAST(baseUrl AS TEXT) AS baseUrl
        FROM cloudsway_video_job
        """;

    private readonly FolderLock _folder;
    private readonly SqliteDatabase _database;

    private BatchRows(FolderLock folder, SqliteDatabase database)
    {
        _folder = folder;
        _database = database;
        Videos = new VideoJournal(database);
    }

    /// <summary>The journal of the queue. It alone permits a submission.</summary>
    public VideoJournal Videos { get; }

    public async Task<BatchVideo?> FindAsync(string key) =>
        (await QueryAsync("WHERE key = @key COLLATE NOCASE", new { key })).SingleOrDefault();

    /// <summary>All rows in the order of the file, then those that are no longer in it.</summary>
    public Task<IReadOnlyList<BatchVideo>> RowsAsync() =>
        QueryAsync("ORDER BY isPresent DESC, number");

    /// <summary>
    /// Settles rows that a killed process left open, with the journal of ids: a row with an id is accepted, a refused
    /// row can be submitted again, and any other row is ambiguous.
    /// </summary>
    public async Task SettleAsync(IReadOnlyList<JournalEntry> submissions)
    {
        var attempts = submissions.ToDictionary(entry => entry.Attempt);
        foreach (
            var row in (await RowsAsync()).Where(row =>
                row.State is QueuedVideoState.Submitting or QueuedVideoState.Ambiguous
            )
        )
        {
            var entry = Guid.TryParse(row.Attempt, out var attempt)
                ? attempts.GetValueOrDefault(attempt)
                : null;
            await SettleAsync(row, entry);
        }
    }

    private Task SettleAsync(BatchVideo row, JournalEntry? entry) =>
        (entry, row.State) switch
        {
            ({ HasJob: true, Id: { } id }, _) => Videos.AcceptAsync(
                row.Key,
                row.Attempt!,
                id,
                TimeSpan.Zero
            ),
            ({ Event: JournalEvent.Refused }, QueuedVideoState.Ambiguous) => Videos.ResubmitAsync(
                row.Key
            ),
            ({ Event: JournalEvent.Refused }, _) => Videos.TakeBackAsync(
                row.Key,
                row.Attempt!,
                TimeSpan.Zero,
                Interrupted
            ),
            (_, QueuedVideoState.Submitting) => Videos.EndAsync(
                row.Key,
                row.Attempt!,
                new SubmissionEnd(QueuedVideoState.Ambiguous, Interrupted, PossibleJobId: entry?.Id)
            ),
            _ => Task.CompletedTask,
        };

    /// <summary>
    /// Makes the saved rows accepted again whose file is gone, and returns them: their jobs are paid for, and their
    /// videos may still be there.
    /// </summary>
    public async Task<IReadOnlyList<BatchVideo>> TakeUpLostFilesAsync(string folder)
    {
        var lost = (await RowsAsync()).Where(row => row.HasLostFile(folder)).ToList();
        foreach (var row in lost)
        {
            await Videos.FetchAgainAsync(row.Key);
        }

        return lost;
    }

    /// <summary>
    /// Makes the rows pending that the user wants to submit again, and records the base URL of all pending rows.
    /// </summary>
    public async Task ReleaseAsync(bool resubmits, bool retries, Func<Family, Uri> baseUrlOf)
    {
        foreach (var row in await RowsAsync())
        {
            await (
                (row.State, row.Released(resubmits, retries)) switch
                {
                    (QueuedVideoState.Failed, QueuedVideoState.Waiting) => Videos.RetryAsync(
                        row.Key
                    ),
                    (QueuedVideoState.Ambiguous, QueuedVideoState.Waiting) => Videos.ResubmitAsync(
                        row.Key
                    ),
                    (QueuedVideoState.Ambiguous, QueuedVideoState.Accepted) => Videos.TakeUpAsync(
                        row.Key,
                        row.Possible!
                    ),
                    _ => Task.FromResult(true),
                }
            );
        }

        await _database.RunAsync(connection =>
            connection.ExecuteAsync(
                "UPDATE cloudsway_video_job SET baseUrl = @baseUrl "
                    + "WHERE state = 'Waiting' AND kind LIKE @family || ' %' AND baseUrl IS NOT @baseUrl",
                Family.All.Select(family => new
                {
                    family = family.Name,
                    baseUrl = baseUrlOf(family).AbsoluteUri,
                })
            )
        );
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private async Task<IReadOnlyList<BatchVideo>> QueryAsync(string which, object? values = null) =>
        [
            .. await _database.RunAsync(connection =>
                connection.QueryAsync<BatchVideo>($"{Select} {which}", values)
            ),
        ];
}
