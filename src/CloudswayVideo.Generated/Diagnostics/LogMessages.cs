using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Diagnostics;

/// <summary>Everything that is ever logged. What comes from the service is redacted before it gets here.</summary>
internal static partial class LogMessages
{
    [LoggerMessage(1, LogLevel.Information, "Job {JobId} was submitted by {Operation}.")]
    public static partial void Submitted(this ILogger logger, string jobId, string operation);

    [LoggerMessage(
        2,
        LogLevel.Error,
        "{Operation} was sent once and may have been accepted; no usable task id came back. Check "
            + "the account before submitting it again."
    )]
    public static partial void SubmissionOutcomeUnknown(this ILogger logger, string operation);

    [LoggerMessage(3, LogLevel.Warning, "{Fault}")]
    public static partial void CallFailed(this ILogger logger, string fault);

    [LoggerMessage(4, LogLevel.Warning, "{Operation} is sent again: {Fault}")]
    public static partial void Repeating(this ILogger logger, string operation, string fault);

    [LoggerMessage(5, LogLevel.Debug, "{Operation} was answered after {Seconds:0.000} s.")]
    public static partial void Answered(this ILogger logger, string operation, double seconds);

    [LoggerMessage(6, LogLevel.Debug, "Job {JobId} is {Status}.")]
    public static partial void JobHeard(this ILogger logger, string jobId, string status);

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
        "Waiting for job {JobId} ended, and the job may not have: {Fault}"
    )]
    public static partial void WaitFailed(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        9,
        LogLevel.Information,
        "The video of job {JobId} was fetched, {Bytes} bytes in {Seconds:0.0} s."
    )]
    public static partial void Downloaded(
        this ILogger logger,
        string jobId,
        long bytes,
        double seconds
    );

    [LoggerMessage(10, LogLevel.Warning, "The video of job {JobId} was not fetched: {Fault}")]
    public static partial void DownloadFailed(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        11,
        LogLevel.Warning,
        "Fetching the video of job {JobId} goes on after a fault: {Fault}"
    )]
    public static partial void DownloadBroken(this ILogger logger, string jobId, string fault);

    [LoggerMessage(
        12,
        LogLevel.Warning,
        "{Operation} answered with a {Kind} that the contract does not know: {Name}. It is let pass; "
            + "\"cloudsway-video mock --forward\" shows more."
    )]
    public static partial void Drifted(
        this ILogger logger,
        string operation,
        string kind,
        string name
    );
}
