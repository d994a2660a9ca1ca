namespace CloudswayVideo;

/// <summary>
/// A wait for a job was cancelled after the job was accepted. The job continues and is paid for: wait for it again with
/// GetJob and <see cref="JobId"/>.
/// </summary>
public sealed class VideoJobCanceledException : OperationCanceledException
{
    internal VideoJobCanceledException(
        string jobId,
        Exception innerException,
        CancellationToken token
    )
        : base(
            $"Waiting for job {jobId} was cancelled, but the job continues. Wait again with its id.",
            innerException,
            token
        ) => JobId = jobId;

    /// <summary>The id of the job, for GetJob.</summary>
    public string JobId { get; }
}
