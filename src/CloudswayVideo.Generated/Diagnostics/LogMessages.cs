using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Diagnostics;

/// <summary>All log messages. Their arguments contain no secrets: texts of the service are redacted before.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Job {JobId} was accepted by {Operation}.")]
    public static partial void Submitted(this ILogger logger, string jobId, string operation);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "{Operation} was sent once and may have been accepted, but no usable job id came back. Check "
            + "the account before submitting it again."
    )]
    public static partial void SubmissionOutcomeUnknown(this ILogger logger, string operation);

    [LoggerMessage(3, LogLevel.Warning, "{Fault}")]
    public static partial void CallFailed(this ILogger logger, string fault);

    [LoggerMessage(4, LogLevel.Warning, "{Operation} is sent again: {Fault}")]
    public static partial void Repeating(this ILogger logger, string operation, string fault);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was answered after {Seconds:0.000} s.")]
    public static partial void Answered(this ILogger logger, string operation, double seconds);

    [LoggerMessage(6, LogLevel.Debug, "Job {JobId} has status {Status}.")]
    public static partial void JobStatus(this ILogger logger, string jobId, string status);

    [LoggerMessage(
        7,
        LogLevel.Information,
        "Job {JobId} ended {Phase} after {Seconds:0.0} s of waiting."
    )]
    public static partial void JobEnded(
        this ILogger logger,
        string jobId,
        string phase,
        double seconds
    );

    [LoggerMessage(
        8,
        LogLevel.Warning,
        "Waiting for job {JobId} ended without a video; the job may still be running: {Fault}"
    )]
    public static partial void WaitFailed(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        9,
        LogLevel.Information,
        "The video of job {JobId} was downloaded: {Bytes} bytes in {Seconds:0.0} s."
    )]
    public static partial void Downloaded(
        this ILogger logger,
        string jobId,
        long bytes,
        double seconds
    );

    [LoggerMessage(10, LogLevel.Warning, "Downloading the video of job {JobId} failed: {Fault}")]
    public static partial void DownloadFailed(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "The download of the video of job {JobId} is repeated after a failure: {Fault}"
    )]
    public static partial void DownloadRepeating(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "A reply of {Operation} has a {Kind} that the contract does not know: {Name}. This is no failure; "
            + "\"cloudsway-video mock --forward\" records the whole reply."
    )]
    public static partial void Drifted(
        this ILogger logger,
        string operation,
        string kind,
        string name
    );
}
