using CloudswayVideo.Queue.Submission;
using Dapper;

namespace CloudswayVideo.Queue.Journal;

/// <content>
/// The changes of a row. Each is one statement that names the state which the row must have, so that of several workers
/// one makes it; it returns whether it was made.
/// </content>
internal sealed partial class VideoJournal
{
    private const string NewState =
        "asked = 0, notified = 0, leaseEnd = 0, nextAt = NOW, changed = NOW";
    private const string IsAttempt = "state = 'Submitting' AND attempt = @attempt";

    /// <summary>Writes that a submission is about to be sent: the permission for this worker alone.</summary>
    public Task<bool> BeginAsync(string key, string attempt, TimeSpan lease) =>
        ChangeAsync(
            key,
            "state = 'Submitting', attempt = @attempt, leaseEnd = NOW + @delay, nextAt = NOW + @delay, "
                + "reason = NULL, possible = NULL, changed = NOW",
            "state = 'Waiting'",
            new { attempt },
            lease
        );

    /// <summary>Whether a submission can end before its lease does, by the clock of the database.</summary>
    public async Task<bool> MaySendAsync(string key, string attempt, TimeSpan longest) =>
        (
            await QueryAsync<long>(
                $"""
                SELECT COUNT(*) FROM cloudsway_video_job
                WHERE key = @key AND {IsAttempt} AND leaseEnd >= NOW + @longest
                """,
                new
                {
                    key,
                    attempt,
                    longest = Milliseconds(longest),
                },
                CancellationToken.None
            )
        ).Single() == 1;

    /// <summary>Writes that a submission was certainly not accepted, or never sent.</summary>
    public Task<bool> TakeBackAsync(
        string key,
        string attempt,
        TimeSpan delay,
        string? reason = null
    ) =>
        ChangeAsync(
            key,
            "state = 'Waiting', nextAt = NOW + @delay, asked = asked + 1, reason = @reason, changed = NOW",
            IsAttempt,
            new { attempt, reason },
            delay
        );

    /// <summary>
    /// Writes the id of an accepted job, even if the row has become ambiguous meanwhile. If a person has decided to
    /// submit the row again and that has begun, the row keeps the id as that of an earlier job.
    /// </summary>
    /// <returns>Whether it is the job of the row, and no earlier one.</returns>
    public async Task<bool> AcceptAsync(string key, string attempt, string job, TimeSpan delay)
    {
        var values = new { attempt, job };
        var isOwn = await ChangeAsync(
            key,
            "state = 'Accepted', job = @job, asked = 0, notified = 0, reason = NULL, possible = NULL, "
                + "nextAt = NOW + @delay, changed = NOW",
            "attempt = @attempt AND (job IS NULL OR job = @job)",
            values,
            delay
        );
        if (!isOwn)
        {
            await ChangeAsync(
                key,
                "earlier = coalesce(earlier || ' ', '') || @job",
                "1 = 1",
                values
            );
        }

        return isOwn;
    }

    /// <summary>Ends a row whose submission brought no id.</summary>
    public Task<bool> EndAsync(string key, string attempt, SubmissionEnd end) =>
        ChangeAsync(
            key,
            $"state = @state, reason = @reason, possible = @possible, {NewState}",
            IsAttempt,
            new
            {
                attempt,
                state = end.State.ToString(),
                reason = end.Reason,
                possible = end.PossibleJobId,
            }
        );

    /// <summary>Ends an accepted row, with a file or with the reason why there is none.</summary>
    public Task<bool> EndAsync(
        string key,
        string job,
        QueuedVideoState state,
        string? file = null,
        string? reason = null
    ) =>
        ChangeAsync(
            key,
            $"state = @state, file = @file, reason = @reason, {NewState}",
            "state = 'Accepted' AND job = @job",
            new
            {
                job,
                file,
                reason,
                state = state.ToString(),
            }
        );

    /// <summary>Writes when the next step of a row is due, and why.</summary>
    public async Task<VideoStep> AgainAsync(
        JournalRow row,
        TimeSpan delay,
        string? reason,
        bool wasAsked = false
    )
    {
        await ChangeAsync(
            row.Key,
            "nextAt = NOW + @delay, asked = asked + @asked, reason = @reason, engineJob = @engineJob, "
                + "runningAt = CASE WHEN @asked = 1 THEN NOW ELSE runningAt END",
            "state = @state",
            new
            {
                engineJob = row.EngineJob,
                asked = wasAsked ? 1 : 0,
                reason,
                state = row.State.ToString(),
            },
            delay
        );
        return new VideoStep(VideoStepEnd.Again, delay, reason);
    }

    /// <summary>Writes that this worker notifies the application of the end of a row.</summary>
    public Task<bool> BeginNotificationAsync(JournalRow row, TimeSpan lease) =>
        ChangeAsync(
            row.Key,
            "leaseEnd = NOW + @delay, nextAt = NOW + @delay",
            "state = @state AND notified = 0 AND leaseEnd <= NOW",
            new { state = row.State.ToString() },
            lease
        );

    /// <summary>Writes that the application was notified, or when to try again.</summary>
    public Task<bool> EndNotificationAsync(JournalRow row, TimeSpan? again) =>
        ChangeAsync(
            row.Key,
            "leaseEnd = 0, asked = asked + 1, "
                + (again is null ? "notified = 1, nextAt = NULL" : "nextAt = NOW + @delay"),
            "state = @state AND notified = 0",
            new { state = row.State.ToString() },
            again
        );

    /// <summary>Writes which job of the engine delivers a row.</summary>
    public Task<bool> SetEngineJobAsync(string key, string engineJob) =>
        ChangeAsync(key, "engineJob = @engineJob", "engineJob IS NULL", new { engineJob });

    /// <summary>Writes that the file of a saved video is gone, so that the job is asked for it again.</summary>
    public Task<bool> FetchAgainAsync(string key) =>
        ChangeAsync(
            key,
            $"state = 'Accepted', file = NULL, {NewState}",
            "state = 'Saved' AND job IS NOT NULL"
        );

    private async Task<bool> ChangeAsync(
        string key,
        string set,
        string where,
        object? values = null,
        TimeSpan? delay = null
    )
    {
        await PrepareAsync(CancellationToken.None);
        var all = new DynamicParameters(values);
        all.Add("key", key);
        all.Add("delay", Milliseconds(delay ?? TimeSpan.Zero));
        var sql = Sql(
            $"UPDATE cloudsway_video_job SET {set} WHERE key = @key AND {where} AND {database.Durably}"
        );
        return await database.RunAsync(connection => connection.ExecuteAsync(sql, all)) == 1;
    }
}
