namespace CloudswayVideo.Queue;

/// <summary>Where finished videos are kept. All workers must reach the same place.</summary>
public interface IVideoStore
{
    /// <summary>Fails if no video can be saved now. Called before a video is paid for.</summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>When that is known.</returns>
    /// <exception cref="IOException">The store is full, or not there. The video waits.</exception>
    Task CheckAsync(string key, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Saves a video. After a failure, whatever it is, it is called again later; after a crash perhaps again for a
    /// video that is saved.
    /// </summary>
    /// <param name="key">The key of the video.</param>
    /// <param name="video">The video, to be downloaded.</param>
    /// <param name="cancellationToken">Ends the call, because the worker stops.</param>
    /// <returns>Where it is now, in the store's own words: a path, or the name of an object.</returns>
    /// <exception cref="IOException">It cannot be saved now.</exception>
    Task<string> SaveAsync(string key, Video video, CancellationToken cancellationToken);
}
