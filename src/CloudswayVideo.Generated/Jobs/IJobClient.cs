using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>What jobs need of the client that they belong to.</summary>
internal interface IJobClient
{
    string Family { get; }

    CloudswayOptions Options { get; }

    ClientDiagnostics Diagnostics { get; }

    /// <summary>Asks once how a job stands.</summary>
    Task<VideoJobUpdate> AskAsync(string id, CancellationToken cancellationToken);

    /// <summary>Finds the video of a job that has succeeded; null if the service names none.</summary>
    /// <param name="success">The update that says so.</param>
    /// <param name="fresh">True to ask again instead of using the reply in <paramref name="success"/>.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<Video?> GetVideoAsync(
        VideoJobUpdate success,
        bool fresh,
        CancellationToken cancellationToken
    );
}
