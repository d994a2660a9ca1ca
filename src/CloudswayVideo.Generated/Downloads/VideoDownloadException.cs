namespace CloudswayVideo;

/// <summary>
/// A finished video could not be fetched. Nothing was lost: take up its job again and download it anew.
/// </summary>
public sealed class VideoDownloadException : CloudswayException
{
    internal VideoDownloadException(string jobId, string reason, Exception? innerException = null)
        : base(
            $"The video of job {jobId} was not saved: {reason} Its job is still there; download it again.",
            innerException
        ) => JobId = jobId;

    /// <summary>The id of the job that made the video.</summary>
    public string JobId { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.AskLater;

    /// <summary>
    /// What the download itself can do about it: go on after a moment, ask the service for a fresh URL, or nothing.
    /// </summary>
    internal NextStep Fault { get; init; }
}
