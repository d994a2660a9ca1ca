namespace CloudswayVideo;

/// <summary>
/// Waiting for a job was cancelled after the job had been accepted. The job goes on and is paid for; wait again with
/// its id.
/// </summary>
public sealed class VideoJobCanceledException : OperationCanceledException
{
    internal VideoJobCanceledException(
        string jobId,
        Exception innerException,
        CancellationToken token
    )
        : base(
            $"Waiting for job {jobId} was cancelled; the job goes on. Wait again with its id.",
            innerException,
            token
        ) => JobId = jobId;

    /// <summary>The id of the job, which can be asked about again.</summary>
    public string JobId { get; }
}
