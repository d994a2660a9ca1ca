namespace CloudswayVideo;

/// <summary>A finished video could not be fetched. Nothing was lost: take up its job again and download it anew.</summary>
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

    /// <summary>What the download can do about it.</summary>
    internal VideoDownloadFault Fault { get; init; }
}

/// <summary>What a download that met a fault can do about it.</summary>
internal enum VideoDownloadFault
{
    /// <summary>Nothing: the same request would end the same way.</summary>
    Final,

    /// <summary>Go on after a moment: the way to the storage failed, not the storage.</summary>
    Passing,

    /// <summary>Ask the service for a fresh URL: this one was refused, as an expired one is.</summary>
    UrlRefused,
}
