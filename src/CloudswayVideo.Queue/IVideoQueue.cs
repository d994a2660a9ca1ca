namespace CloudswayVideo.Queue;

/// <summary>
/// Videos to be made by workers, on this machine or others. What is enqueued is in the journal, and is submitted once:
/// a second submission needs the decision of a person. Thread-safe.
/// </summary>
public interface IVideoQueue
{
    /// <summary>Enqueues a video. The same key twice is the same video: what is there already is returned.</summary>
    /// <param name="key">
    /// What the application calls it, such as the number of an order: 1 to 100 characters without control characters.
    /// </param>
    /// <param name="request">
    /// What to make it from: a request that a client submits, such as a HailuoVideoRequest. Images of files are read
    /// now, and kept in the journal as they travel, so that workers need not see the files.
    /// </param>
    /// <param name="endpoint">
    /// The key of the client, as in AddKeyedHailuo; by default the main client of the family.
    /// </param>
    /// <param name="cancellationToken">Ends the call; the video may be enqueued nevertheless.</param>
    /// <returns>The video.</returns>
    /// <exception cref="ArgumentException">
    /// The key cannot be one, or is that of another request; the request breaks a documented limit; no client takes it,
    /// or none is registered for the endpoint. Nothing was enqueued.
    /// </exception>
    /// <exception cref="VideoJournalException">The journal cannot be read or written.</exception>
    Task<QueuedVideo> EnqueueAsync(
        string key,
        object request,
        string? endpoint = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>Finds a video.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The video; null if there is none.</returns>
    /// <exception cref="VideoJournalException">The journal cannot be read.</exception>
    Task<QueuedVideo?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// The videos about which a person must decide. Look at the account: if the job is not there, <see
    /// cref="ResubmitAsync"/>; if it is, <see cref="TakeUpAsync"/>; if the video is no longer wanted, <see
    /// cref="ForgetAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The videos, the one that was enqueued first before the others.</returns>
    /// <exception cref="VideoJournalException">The journal cannot be read.</exception>
    Task<IReadOnlyList<QueuedVideo>> AmbiguousAsync(CancellationToken cancellationToken = default);

    /// <summary>Decides that a video is submitted again, and so perhaps paid for a second time.</summary>
    /// <param name="key">The key of an ambiguous video, or of one that failed before it was accepted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When that is decided.</returns>
    /// <exception cref="InvalidOperationException">
    /// It is unknown, or stands otherwise, or the id of its job is known.
    /// </exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task ResubmitAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>Tells the id of the job of an ambiguous video, which was found in the account.</summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="jobId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When that is noted; workers then fetch the video.</returns>
    /// <exception cref="ArgumentException">The id cannot be one.</exception>
    /// <exception cref="InvalidOperationException">The video is unknown, or not ambiguous.</exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task TakeUpAsync(string key, string jobId, CancellationToken cancellationToken = default);

    /// <summary>Removes a video from the journal, with its request. A saved file stays.</summary>
    /// <param name="key">The key of a video that is not being submitted, and has no paid job to be fetched.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When it is removed, or if there is none.</returns>
    /// <exception cref="InvalidOperationException">Its submission or its job is under way.</exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task ForgetAsync(string key, CancellationToken cancellationToken = default);
}
