namespace CloudswayVideo;

/// <summary>A finished video could not be fetched. Nothing was lost: take up its job again and download it anew.</summary>
public sealed class VideoDownloadException : CloudswayException
{
    internal VideoDownloadException(string jobId, string reason, Exception? innerException = null)
        : base($"The video of job {jobId} was not saved: {reason} Its job is still there; download it again.", innerException) => JobId = jobId;

    /// <summary>The id of the job that made the video.</summary>
    public string JobId { get; }

    /// <summary>Whether the URL was refused, as an expired one is.</summary>
    internal bool IsExpired { get; init; }
}
