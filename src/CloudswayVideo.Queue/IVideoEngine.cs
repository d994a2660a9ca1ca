namespace CloudswayVideo.Queue;

/// <summary>
/// Delivers rows of the journal to workers, at least once. The promises about money are kept by the journal and not by
/// the engine. The README page of this package says what an adapter must do.
/// </summary>
public interface IVideoEngine
{
    /// <summary>
    /// Starts a job that delivers a row: a worker runs it now, and again as <see cref="VideoStep"/> says.
    /// </summary>
    /// <param name="key">The key of the row. The engine may keep nothing else of the row.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// The engine's id of the job. A row has one job; any other job of the row does nothing when it is run.
    /// </returns>
    /// <exception cref="Exception">The engine cannot take the row now. It is called again later.</exception>
    Task<string> DeliverAsync(string key, CancellationToken cancellationToken);

    /// <summary>Removes a job that has ended, because a person decided about its row.</summary>
    /// <param name="job">The id that <see cref="DeliverAsync"/> returned.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the job is removed, or did not exist.</returns>
    /// <exception cref="Exception">The job cannot be removed now. The row is not affected.</exception>
    Task RemoveAsync(string job, CancellationToken cancellationToken);

    /// <summary>Runs jobs on this machine.</summary>
    /// <param name="slots">How many run at a time.</param>
    /// <param name="cancellationToken">
    /// Ends the work. Pass it to <see cref="VideoSteps.RunAsync"/> too: a submission is then finished, a download ends
    /// at once and is continued later.
    /// </param>
    /// <returns>A task that ends when the token is cancelled. If it ends earlier, the host stops.</returns>
    /// <exception cref="Exception">
    /// The engine cannot work. The host stops, unless it is a transient DbException, a SocketException or a
    /// TimeoutException: then this is called again after two seconds.
    /// </exception>
    Task WorkAsync(int slots, CancellationToken cancellationToken);
}
