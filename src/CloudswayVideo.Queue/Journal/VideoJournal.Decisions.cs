namespace CloudswayVideo.Queue.Journal;

/// <content>The decisions of a person about a row. They return whether the row had the state that they need.</content>
internal sealed partial class VideoJournal
{
    /// <summary>
    /// Writes the decision of a person that a row is submitted again, by this job of the engine or, if null, a new one.
    /// </summary>
    public Task<bool> ResubmitAsync(string key, string? engineJob = null) =>
        ChangeAsync(
            key,
            $"state = 'Waiting', reason = NULL, engineJob = @engineJob, {NewState}",
            "state IN ('Ambiguous', 'Failed') AND job IS NULL "
                + "AND (CAST(@engineJob AS TEXT) IS NULL OR engineJob = @engineJob)",
            new { engineJob }
        );

    /// <summary>
    /// Writes the decision of a person that a failed video gets another job, which is paid for again.
    /// </summary>
    public Task<bool> RetryAsync(string key) =>
        ChangeAsync(
            key,
            "state = 'Waiting', reason = NULL, earlier = coalesce(earlier || ' ', '') || coalesce(job, ''), "
                + $"job = NULL, possible = NULL, engineJob = NULL, {NewState}",
            "state = 'Failed'"
        );

    /// <summary>Writes the id of a job that a person found in the account.</summary>
    public Task<bool> TakeUpAsync(string key, string job) =>
        ChangeAsync(
            key,
            "state = 'Accepted', job = @job, reason = NULL, engineJob = NULL, earlier = CASE "
                + "WHEN job IS NULL OR job = @job THEN earlier ELSE coalesce(earlier || ' ', '') || job END, "
                + NewState,
            "state = 'Ambiguous'",
            new { job }
        );
}
