using CloudswayVideo.Diagnostics;

namespace CloudswayVideo.Jobs;

/// <summary>The members of a client that its jobs use.</summary>
internal interface IJobClient
{
    string Family { get; }

    CloudswayOptions Options { get; }

    ClientDiagnostics Diagnostics { get; }

    /// <summary>Asks once for the status of a job.</summary>
    /// <param name="id">The id of the job.</param>
    /// <param name="kind">The kind of job, such as "generate"; null if it is unknown.</param>
    /// <param name="options">Options of this question; null for none.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    Task<VideoJobUpdate> AskAsync(
        string id,
        string? kind,
        RequestOptions? options,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the video of a job that succeeded; null if the service sends none.</summary>
    /// <param name="success">The update with the success.</param>
    /// <param name="kind">The kind of job, such as "generate"; null if it is unknown.</param>
    /// <param name="fresh">True to ask again instead of using the reply in <paramref name="success"/>.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    Task<Video?> GetVideoAsync(
        VideoJobUpdate success,
        string? kind,
        bool fresh,
        CancellationToken cancellationToken
    );
}
