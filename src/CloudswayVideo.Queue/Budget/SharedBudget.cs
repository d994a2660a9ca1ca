using CloudswayVideo.Queue.Journal;
using Dapper;

namespace CloudswayVideo.Queue.Budget;

/// <summary>
/// So many requests in so much time, for all machines that share the database. A request takes one of so many places
/// right before it is sent, by one statement, and has it until so much time has passed since its answer: however that
/// time is laid, no span of this length sees more requests.
/// </summary>
internal sealed class SharedBudget(
    Database database,
    VideoJournal journal,
    int requests,
    TimeSpan per,
    TimeProvider time
)
{
    // A worker that died, or stands still, with a request under way.
    private static readonly TimeSpan Unanswered = TimeSpan.FromMinutes(1);

    // A step that has begun gets its second request before others begin, within limits.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan LongestNap = TimeSpan.FromSeconds(1);

    private readonly AsyncLocal<Ahead?> _ahead = new();
    private volatile bool _hasPlaces;

    /// <summary>The same budget, as clients take it.</summary>
    public RequestBudget ForClients =>
        field ??= RequestBudget.Shared(requests, per, token => new(EnterAsync(token)));

    // A video needs at least as many questions as submissions: without places of their own they would come too late.
    private int PlacesOfSubmissions => (requests + 1) / 2;

    /// <summary>Takes a place for the first request of a step, ahead of its intent; the client uses it then.</summary>
    /// <exception cref="BudgetUsedUpException">There is none now.</exception>
    public async Task<IDisposable> TakeAheadAsync(bool isSubmission, CancellationToken token)
    {
        var place = await TakeAsync(isSubmission, token);
        return place ?? throw new BudgetUsedUpException(await QueueUpAsync(isSubmission, token));
    }

    /// <summary>Lets the client's next request of this flow use a place that was taken ahead.</summary>
    public void Use(IDisposable place) => _ahead.Value = new Ahead { Place = place };

    private async Task<IDisposable> EnterAsync(CancellationToken cancellationToken)
    {
        var ahead = _ahead.Value;
        if (ahead is not null && Interlocked.Exchange(ref ahead.Place, null) is { } taken)
        {
            return taken;
        }

        var start = time.GetTimestamp();
        while (true)
        {
            if (await TakeAsync(isSubmission: false, cancellationToken) is { } place)
            {
                return place;
            }

            var delay = await QueueUpAsync(isSubmission: false, cancellationToken);
            if (ahead is not null && time.GetElapsedTime(start) + delay > Patience)
            {
                throw new BudgetUsedUpException(delay);
            }

            await Task.Delay(delay < LongestNap ? delay : LongestNap, time, cancellationToken);
        }
    }

    private async Task<IDisposable?> TakeAsync(bool isSubmission, CancellationToken token)
    {
        await PrepareAsync(token);
        // Questions begin with the places that submissions cannot take.
        var taken = await database.RunAsync(
            connection =>
                connection.QuerySingleOrDefaultAsync<Taken?>(
                    $"""
                    UPDATE cloudsway_video_budget SET freeAt = {database.Now} + @hold WHERE place = (
                        SELECT place FROM cloudsway_video_budget
                            WHERE place BETWEEN 1 AND @most AND freeAt <= {database.Now}
                        ORDER BY place DESC LIMIT 1 {database.SkipLocked})
                    RETURNING place, freeAt
                    """,
                    new
                    {
                        hold = (long)(per + Unanswered).TotalMilliseconds,
                        most = isSubmission ? PlacesOfSubmissions : requests,
                    }
                ),
            token
        );
        return taken is null ? null : new Place(() => _ = FreeAsync(taken));
    }

    // A failure leaves the place taken for longer than it had to be.
    private async Task FreeAsync(Taken taken)
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
                        per = (long)Math.Ceiling(per.TotalMilliseconds),
                    }
                )
            );
        }
        catch (VideoJournalException) { }
    }

    /// <summary>
    /// Tells when to try again: each that asks gets a moment of its own, as far apart as places become free, so that
    /// thousands of rows do not come back together. The moment promises no place.
    /// </summary>
    private Task<TimeSpan> QueueUpAsync(bool isSubmission, CancellationToken token)
    {
        var most = isSubmission ? PlacesOfSubmissions : requests;
        return database.RunAsync(
            async connection =>
                TimeSpan.FromMilliseconds(
                    await connection.QuerySingleAsync<long>(
                        $"""
                        UPDATE cloudsway_video_budget SET freeAt = @gap + {database.Greatest}(
                                freeAt, {database.Now}, {database.Least}({database.Now} + @per,
                            (SELECT MIN(freeAt) FROM cloudsway_video_budget WHERE place BETWEEN 1 AND @most)))
                        WHERE place = @line RETURNING freeAt - {database.Now}
                        """,
                        new
                        {
                            most,
                            per = (long)per.TotalMilliseconds,
                            gap = Math.Max(1, (long)per.TotalMilliseconds / most),
                            line = isSubmission ? 0 : -1,
                        }
                    )
                ),
            token
        );
    }

    // The places, and the ends of the two lines.
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
                    new { requests }
                ),
            token
        );
        _hasPlaces = true;
    }

    private sealed class Ahead
    {
        public IDisposable? Place;
    }

    private sealed class Taken
    {
        public long Place { get; init; }

        public long FreeAt { get; init; }
    }

    private sealed class Place(Action free) : IDisposable
    {
        private Action? _free = free;

        public void Dispose() => Interlocked.Exchange(ref _free, null)?.Invoke();
    }
}
