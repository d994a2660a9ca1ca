using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>What jobs need of the client that they belong to.</summary>
internal interface IJobClient
{
    string Family { get; }

    CloudswayOptions Options { get; }

    ClientDiagnostics Diagnostics { get; }

    /// <summary>Asks once how a job stands.</summary>
    /// <param name="id">The id of the job.</param>
    /// <param name="kind">What was submitted; null if it is not known.</param>
    /// <param name="options">What this question adds; null for nothing.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<VideoJobUpdate> AskAsync(
        string id,
        string? kind,
        RequestOptions? options,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the video of a job that has succeeded; null if the service names none.</summary>
    /// <param name="success">The update that says so.</param>
    /// <param name="kind">What was submitted; null if it is not known.</param>
    /// <param name="fresh">True to ask again instead of using the reply in <paramref name="success"/>.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    Task<Video?> GetVideoAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    );
}
