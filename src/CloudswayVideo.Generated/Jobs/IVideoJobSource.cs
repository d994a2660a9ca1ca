using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>What a family has to answer about a job.</summary>
internal interface IVideoJobSource
{
    ClientDiagnostics Diagnostics { get; }

    Task<VideoJobUpdate> AskAsync(string id, CancellationToken cancellationToken);

    /// <summary>The video of a job that has succeeded; null if the service names none.</summary>
    /// <param name="update">What was last heard of the job.</param>
    /// <param name="fresh">Whether the URL that was heard with it is to be replaced by a fresh one.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<Video?> GetVideoAsync(VideoJobUpdate update, bool fresh, CancellationToken cancellationToken);
}
