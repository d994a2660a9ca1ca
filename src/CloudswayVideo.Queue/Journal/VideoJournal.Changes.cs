using CloudswayVideo.Queue.Steps;

namespace CloudswayVideo.Queue.Journal;

/// <content>The changes that a row goes through. Each says how the row must stand for it.</content>
internal sealed partial class VideoJournal
{
    private const string Ended = "asked = 0, told = 0, until = 0, nextAt = NOW, changed = NOW";
    private const string IsAttempt = "state = 'Submitting' AND attempt = @attempt";

    /// <summary>Writes that a submission is about to be sent. Of several workers one may.</summary>
    public Task<bool> BeginAsync(string key, string attempt, TimeSpan lease) =>
        ChangeAsync(
            "state = 'Submitting', attempt = @attempt, until = NOW + @lease, nextAt = NOW + @lease, "
                + "reason = NULL, possible = NULL, changed = NOW",
            "state = 'Waiting'",
            new
            {
                key,
                attempt,
                lease = Milliseconds(lease),
            }
        );

    /// <summary>Whether a submission that takes so long may be sent now, by the clock of the database.</summary>
    public Task<bool> MaySendAsync(string key, string attempt, TimeSpan longest) =>
        IsSoAsync(
            $"{IsAttempt} AND until >= NOW + @longest",
            new
            {
                key,
                attempt,
                longest = Milliseconds(longest),
            }
        );

    /// <summary>Writes that a submission was certainly not accepted, or never sent.</summary>
    public Task<bool> TakeBackAsync(
        string key,
        string attempt,
        TimeSpan delay,
        string? reason = null
    ) =>
        ChangeAsync(
            "state = 'Waiting', nextAt = NOW + @delay, asked = asked + 1, reason = @reason, changed = NOW",
            IsAttempt,
            new
            {
                key,
                attempt,
                delay = Milliseconds(delay),
                reason,
            }
        );

    /// <summary>
    /// Writes the id of an accepted job, also where the row was taken for ambiguous meanwhile. Where another submission
    /// has begun because a person decided so, the row keeps it as that of an earlier job.
    /// </summary>
    /// <returns>Whether it is the row's own job.</returns>
    public async Task<bool> AcceptAsync(string key, string attempt, string job, TimeSpan delay)
    {
        var values = new
        {
            key,
            attempt,
            job,
            delay = Milliseconds(delay),
        };
        var isOwn = await ChangeAsync(
            "state = 'Accepted', job = @job, asked = 0, told = 0, reason = NULL, possible = NULL, "
                + "nextAt = NOW + @delay, changed = NOW",
            "attempt = @attempt AND (job IS NULL OR job = @job)",
            values
        );
        if (!isOwn)
        {
            await ChangeAsync("earlier = coalesce(earlier || ' ', '') || @job", "1 = 1", values);
        }

        return isOwn;
    }

    /// <summary>Ends a row whose submission is, or was, under way.</summary>
    public Task<bool> EndAsync(string key, string attempt, SubmissionEnd end) =>
        ChangeAsync(
            $"state = @state, reason = @reason, possible = @possible, {Ended}",
            IsAttempt,
            new
            {
                key,
                attempt,
                state = end.State.ToString(),
                reason = end.Reason,
                possible = end.PossibleJobId,
            }
        );

    /// <summary>Ends a row that was accepted, with a file or with the reason why there is none.</summary>
    public Task<bool> EndAsync(string key, string job, string? file, string? reason) =>
        ChangeAsync(
            $"state = @state, file = @file, reason = @reason, {Ended}",
            "state = 'Accepted' AND job = @job",
            new
            {
                key,
                job,
                file,
                reason,
                state = (
                    file is null ? QueuedVideoState.Failed : QueuedVideoState.Saved
                ).ToString(),
            }
        );

    /// <summary>Writes when a row is worked on next, and what is in its way.</summary>
    public async Task<VideoStep> AgainAsync(
        JournalRow row,
        TimeSpan delay,
        string? reason,
        bool wasAsked = false
    )
    {
        await ChangeAsync(
            "nextAt = NOW + @delay, asked = asked + @asked, reason = @reason, ticket = @ticket, "
                + "heard = CASE WHEN @asked = 1 THEN NOW ELSE heard END",
            "state = @state",
            new
            {
                key = row.Key,
                ticket = row.Ticket,
                delay = Milliseconds(delay),
                asked = wasAsked ? 1 : 0,
                reason,
                state = row.State.ToString(),
            }
        );
        return new VideoStep(VideoStepEnd.Again, delay, reason);
    }

    /// <summary>Takes it on to tell of the end of a row. Of several workers one may.</summary>
    public Task<bool> BeginTellingAsync(JournalRow row, TimeSpan lease) =>
        ChangeAsync(
            "until = NOW + @lease, nextAt = NOW + @lease",
            "state = @state AND told = 0 AND until <= NOW",
            new
            {
                key = row.Key,
                lease = Milliseconds(lease),
                state = row.State.ToString(),
            }
        );

    /// <summary>Writes how telling of the end went; after a failure it is told again.</summary>
    public Task<bool> EndTellingAsync(JournalRow row, TimeSpan? again) =>
        ChangeAsync(
            "told = @told, until = 0, asked = asked + 1, nextAt = NOW + @delay",
            "state = @state AND told = 0",
            new
            {
                key = row.Key,
                told = again is null ? 1 : 0,
                delay = again is { } delay ? Milliseconds(delay) : (long?)null,
                state = row.State.ToString(),
            }
        );

    /// <summary>Writes which job of the engine a row belongs to.</summary>
    public Task<bool> HandOverAsync(string key, string ticket) =>
        ChangeAsync("ticket = @ticket", "ticket IS NULL", new { key, ticket });

    /// <summary>Writes the decision of a person that a row is submitted again.</summary>
    /// <param name="key">The row.</param>
    /// <param name="ticket">The job of the engine that goes on with it; none if a new one is to.</param>
    public Task<bool> ResubmitAsync(string key, string? ticket = null) =>
        ChangeAsync(
            $"state = 'Waiting', reason = NULL, ticket = @ticket, {Ended}",
            "state IN ('Ambiguous', 'Failed') AND job IS NULL "
                + "AND (CAST(@ticket AS TEXT) IS NULL OR ticket = @ticket)",
            new { key, ticket }
        );

    /// <summary>Writes the decision of a person that a failed video is made by another job, which is paid for again.</summary>
    public Task<bool> RetryAsync(string key) =>
        ChangeAsync(
            "state = 'Waiting', reason = NULL, earlier = coalesce(earlier || ' ', '') || coalesce(job, ''), "
                + $"job = NULL, possible = NULL, ticket = NULL, {Ended}",
            "state = 'Failed'",
            new { key }
        );

    /// <summary>Writes the id of a job that a person found in the account.</summary>
    public Task<bool> TakeUpAsync(string key, string job) =>
        ChangeAsync(
            $"state = 'Accepted', job = @job, reason = NULL, ticket = NULL, {Ended}",
            "state = 'Ambiguous'",
            new { key, job }
        );

    private static long Milliseconds(TimeSpan time) => (long)Math.Ceiling(time.TotalMilliseconds);
}
