namespace CloudswayVideo.Queue;

/// <summary>
/// Videos to be made by workers, on this machine or others. An enqueued video is kept in the journal and submitted
/// once; a second submission needs the decision of a person. Thread-safe.
/// </summary>
public interface IVideoQueue
{
    /// <summary>Enqueues a video. The same key twice is the same video: the existing one is returned.</summary>
    /// <param name="key">
    /// The application's own id, such as the number of an order: 1 to 100 characters without control characters.
    /// </param>
    /// <param name="request">
    /// A request that a client submits, such as a HailuoVideoRequest. Images from files are read now and kept in the
    /// journal, so that workers need not reach the files.
    /// </param>
    /// <param name="endpoint">
    /// The key of the client, as in AddKeyedHailuo; by default the main client of the family.
    /// </param>
    /// <param name="cancellationToken">Ends the call; the video may be enqueued nevertheless.</param>
    /// <returns>The video.</returns>
    /// <exception cref="ArgumentException">
    /// The key is not allowed, or belongs to another request; the request breaks a documented limit; no client submits
    /// it, or none is registered for the endpoint. Nothing was enqueued.
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
    /// <returns>The video; null without one.</returns>
    /// <exception cref="VideoJournalException">The journal cannot be read.</exception>
    Task<QueuedVideo?> FindAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists the videos about which a person must decide. Look for the job in the account: if it is missing, call <see
    /// cref="ResubmitAsync"/>; if it exists, <see cref="TakeUpAsync"/>; if the video is no longer wanted, or has a <see
    /// cref="QueuedVideo.JobId"/> that the account does not know, <see cref="ForgetAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The videos, in the order in which they were enqueued.</returns>
    /// <exception cref="VideoJournalException">The journal cannot be read.</exception>
    Task<IReadOnlyList<QueuedVideo>> AmbiguousAsync(CancellationToken cancellationToken = default);

    /// <summary>Submits a video again, so that it is perhaps paid for a second time.</summary>
    /// <param name="key">The key of an ambiguous video, or of one that failed before it was accepted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the journal has the decision.</returns>
    /// <exception cref="InvalidOperationException">
    /// The video is unknown, has another state, or the id of its job is known.
    /// </exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task ResubmitAsync(string key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives an ambiguous video the id of its job, which was found in the account. The known id again lets workers ask
    /// about the job again.
    /// </summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="jobId">The id.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the journal has the id; workers then fetch the video.</returns>
    /// <exception cref="ArgumentException">The id is not allowed.</exception>
    /// <exception cref="InvalidOperationException">The video is unknown, or not ambiguous.</exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task TakeUpAsync(string key, string jobId, CancellationToken cancellationToken = default);

    /// <summary>Removes a video from the journal, with its request. A saved file stays.</summary>
    /// <param name="key">The key of a video that is neither being submitted nor accepted.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends when the video is removed, or did not exist.</returns>
    /// <exception cref="InvalidOperationException">Its submission or its job is under way.</exception>
    /// <exception cref="VideoJournalException">The journal cannot be written.</exception>
    Task ForgetAsync(string key, CancellationToken cancellationToken = default);
}
