namespace CloudswayVideo;

/// <summary>
/// A finished video could not be downloaded. Nothing is lost: the job and its video are still at the service. Get the
/// job again with <see cref="JobId"/>, wait for its video and save it; that costs nothing.
/// </summary>
public sealed class VideoDownloadException : CloudswayException
{
    internal VideoDownloadException(string jobId, string reason, Exception? innerException = null)
        : base(
            $"The video of job {jobId} was not saved: {reason} The job is not lost: save its video again.",
            innerException
        ) => (JobId, Reason) = (jobId, reason);

    /// <summary>The id of the job that made the video.</summary>
    public string JobId { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.AskLater;

    /// <summary>Why the download failed: the part of the message that differs.</summary>
    internal string Reason { get; }

    /// <summary>
    /// What can help within the same download: <see cref="NextStep.Repeat"/> the transfer, get a fresh URL (<see
    /// cref="NextStep.AskLater"/>), or nothing (<see cref="NextStep.Stop"/>).
    /// </summary>
    internal NextStep DownloadStep { get; init; }
}
