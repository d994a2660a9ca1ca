namespace CloudswayVideo.Queue;

/// <summary>
/// What delivers rows of the journal to workers, at least once. It needs to keep no promise about money: the journal
/// does. The page of this package says what an adapter must do.
/// </summary>
public interface IVideoEngine
{
    /// <summary>Takes a row: a worker is to run it now, and again as <see cref="VideoSteps.RunAsync"/> says.</summary>
    /// <param name="key">The key of the row, which is all that the engine may keep of it.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>
    /// What the engine calls its job. A job that the journal does not know as the row's own does nothing.
    /// </returns>
    /// <exception cref="Exception">It cannot be taken now; it is offered again later.</exception>
    Task<string> TakeAsync(string key, CancellationToken cancellationToken);

    /// <summary>Drops a job that has ended, because a person decided about its row.</summary>
    /// <param name="job">What <see cref="TakeAsync"/> returned.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is dropped; also if there is none.</returns>
    /// <exception cref="Exception">It cannot be dropped now; that has no effect on the row.</exception>
    Task DropAsync(string job, CancellationToken cancellationToken);

    /// <summary>Runs rows on this machine.</summary>
    /// <param name="slots">How many at a time.</param>
    /// <param name="cancellationToken">Ends the work; steps that are under way are finished.</param>
    /// <returns>When the work has ended.</returns>
    /// <exception cref="Exception">The engine cannot work; the host ends.</exception>
    Task WorkAsync(int slots, CancellationToken cancellationToken);
}
