using CloudswayVideo.Queue.Journal;
using Dapper;

namespace CloudswayVideo.Queue.Budget;

/// <summary>
/// A limit of requests in a sliding time, for all machines that share the database. A request takes one of so many
/// places, by one statement, right before it is sent, and keeps it until the time has passed since its answer. So no
/// period of that length sees more requests.
/// </summary>
internal sealed class SharedBudget(
    Database database,
    VideoJournal journal,
    int requests,
    TimeSpan per,
    TimeProvider time
) : ReservableBudget(requests, per)
{
    // How long a worker that died or was suspended keeps a place beyond the time.
    private static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(1);

    // A step that has begun waits so long for the place of its second request.
    private static readonly TimeSpan LongestWaitInStep = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    private volatile bool _hasPlaces;

    private long Hold => (long)(Per + LongestRequest).TotalMilliseconds;

    // A video needs at least as many questions as submissions. Submissions leave half of the places to them.
    private int PlacesForSubmissions => (Requests + 1) / 2;

    public override async Task<IDisposable> ReserveAsync(
        bool isSubmission,
        CancellationToken token
    ) =>
        await TakeAsync(isSubmission, token)
        ?? throw new BudgetUsedUpException(await NextTurnAsync(isSubmission, token));

    protected override async Task<IDisposable> WaitAsync(bool isInStep, CancellationToken token)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (await TakeAsync(isSubmission: false, token) is { } place)
            {
                return place;
            }

            var delay = await NextTurnAsync(isSubmission: false, token);
            if (isInStep && time.GetElapsedTime(start) + delay > LongestWaitInStep)
            {
                throw new BudgetUsedUpException(delay);
            }

            await Task.Delay(delay < LongestPause ? delay : LongestPause, time, token);
        }
    }

    private async Task<IDisposable?> TakeAsync(bool isSubmission, CancellationToken token)
    {
        await PrepareAsync(token);
        // Questions try the places first that submissions cannot take.
        var taken = await database.RunAsync(
            connection =>
                connection.QuerySingleOrDefaultAsync<TakenPlace?>(
                    $"""
                    UPDATE cloudsway_video_budget SET freeAt = {database.Now} + @hold WHERE place = (
                        SELECT place FROM cloudsway_video_budget
                            WHERE place BETWEEN 1 AND @most AND freeAt <= {database.Now}
                        ORDER BY place DESC LIMIT 1 {database.SkipLocked})
                    RETURNING place, freeAt
                    """,
                    new { hold = Hold, most = isSubmission ? PlacesForSubmissions : Requests }
                ),
            token
        );
        return taken is null ? null : new Lease(() => _ = FreeAsync(taken));
    }

    // If this fails, the place only stays taken for longer.
    private async Task FreeAsync(TakenPlace taken)
    {
        try
        {
            await database.RunAsync(connection =>
                connection.ExecuteAsync(
                    $"UPDATE cloudsway_video_budget SET freeAt = {database.Now} + @per "
                        + "WHERE place = @Place AND freeAt = @FreeAt",
                    new
                    {
                        taken.Place,
                        taken.FreeAt,
                        per = (long)Math.Ceiling(Per.TotalMilliseconds),
                    }
                )
            );
        }
        catch (VideoJournalException) { }
    }

    /// <summary>
    /// How long to wait before the next attempt. Each caller gets a moment of its own, as far apart as places become
    /// free, so that thousands of rows do not come back together. A place is not promised.
    /// </summary>
    private Task<TimeSpan> NextTurnAsync(bool isSubmission, CancellationToken token)
    {
        var most = isSubmission ? PlacesForSubmissions : Requests;
        var values = new
        {
            most,
            hold = Hold,
            per = (long)Per.TotalMilliseconds,
            gap = Math.Max(1, (long)Per.TotalMilliseconds / most),
            turns = isSubmission ? 0 : -1,
        };
        return database.RunAsync(
            async connection =>
                TimeSpan.FromMilliseconds(
                    await connection.QuerySingleAsync<long>(
                        // A place is never taken for longer than it is held, unless the clock was set back.
                        $"""
                        UPDATE cloudsway_video_budget SET freeAt = LEAST(freeAt, {database.Now} + @per)
                        WHERE EXISTS (SELECT * FROM cloudsway_video_budget
                            WHERE place > 0 AND freeAt > {database.Now} + @hold);
                        UPDATE cloudsway_video_budget SET freeAt = @gap + GREATEST(GREATEST(freeAt, {database.Now}),
                            LEAST({database.Now} + @per,
                                (SELECT MIN(freeAt) FROM cloudsway_video_budget WHERE place BETWEEN 1 AND @most)))
                        WHERE place = @turns RETURNING freeAt - {database.Now}
                        """,
                        values
                    )
                ),
            token
        );
    }

    // Places 1 and up are for requests; 0 and -1 hold the last turn that a submission and a question was given.
    private async Task PrepareAsync(CancellationToken token)
    {
        if (_hasPlaces)
        {
            return;
        }

        await journal.PrepareAsync(token);
        await database.RunAsync(
            connection =>
                connection.ExecuteAsync(
                    """
                    WITH RECURSIVE n(place) AS (SELECT -1 UNION ALL SELECT place + 1 FROM n WHERE place < @requests)
                    INSERT INTO cloudsway_video_budget SELECT place, 0 FROM n WHERE true ON CONFLICT (place) DO NOTHING
                    """,
                    new { requests = Requests }
                ),
            token
        );
        _hasPlaces = true;
    }

    private sealed class TakenPlace
    {
        public long Place { get; init; }
        public long FreeAt { get; init; }
    }

    private sealed class Lease(Action free) : IDisposable
    {
        private Action? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Invoke();
    }
}
