namespace CloudswayVideo.Queue;

/// <summary>The place of finished videos. All workers must reach the same place.</summary>
public interface IVideoStore
{
    /// <summary>
    /// Throws if no video can be saved now. Called before a video is paid for; an answer that takes a minute is no.
    /// </summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>A task that ends with the check.</returns>
    /// <exception cref="IOException">The store is full or cannot be reached. The video waits.</exception>
    Task CheckAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// How long <see cref="SaveAsync"/> may take while no byte of the video arrives, as for an upload after the
    /// download; above zero, and 10 minutes by default, looked at once a minute. Then its token is cancelled, its slot
    /// is free, and the video is tried again later.
    /// </summary>
    TimeSpan LongestPause => TimeSpan.FromMinutes(10);

    /// <summary>
    /// Saves a video. Called again later after any failure, and perhaps, after a crash, for a video that is already
    /// saved; also while an earlier call still runs that has ignored its token.
    /// </summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="video">The video, to be downloaded.</param>
    /// <param name="cancellationToken">Ends the call, because the worker stops or the call takes too long.</param>
    /// <returns>The place of the video, such as a path or the name of an object.</returns>
    /// <exception cref="IOException">The video cannot be saved now.</exception>
    Task<string> SaveAsync(string key, Video video, CancellationToken cancellationToken);
}
