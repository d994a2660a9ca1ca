using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>What a family has to answer about a job.</summary>
internal interface IVideoJobSource
{
    /// <summary>The family's name.</summary>
    string Family { get; }

    ClientDiagnostics Diagnostics { get; }

    Task<VideoJobUpdate> AskAsync(string id, CancellationToken cancellationToken);

    /// <summary>The video of a job that has succeeded; null if the service names none.</summary>
    /// <param name="update">What was heard of its success.</param>
    /// <param name="fresh">Whether what was heard with it is not good enough: there was no video, or its URL is to be replaced.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<Video?> GetVideoAsync(VideoJobUpdate update, bool fresh, CancellationToken cancellationToken);
}
