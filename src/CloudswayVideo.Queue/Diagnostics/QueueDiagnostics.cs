using System.Diagnostics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Diagnostics;

/// <summary>
/// Spans, in the activity source of the client, and log messages. A step continues the span that enqueued its row; the
/// spans of the client continue that of the step.
/// </summary>
internal static partial class QueueDiagnostics
{
    private static readonly ActivitySource Source = new(CloudswayDiagnostics.ActivitySourceName);

    public static Activity? StartEnqueue(string key) =>
        Source
            .StartActivity("cloudsway.queue.enqueue", ActivityKind.Producer)
            ?.SetTag("cloudsway.queue.key", key);

    public static Activity? StartStep(JournalRow row) =>
        Source
            .StartActivity("cloudsway.queue.step", ActivityKind.Consumer, row.Trace)
            ?.SetTag("cloudsway.queue.key", row.Key)
            .SetTag("cloudsway.queue.state", row.State.ToString());

    [LoggerMessage(
        1,
        LogLevel.Critical,
        "The journal cannot be written; trying until it can. Video {Key}, id of its job: \"{JobId}\". {Problem}"
    )]
    public static partial void JournalUnreachable(
        this ILogger log,
        string key,
        string jobId,
        string problem
    );

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Video {Key} has another job, as a person decided, or is no longer in the journal. This submission of it was "
            + "accepted, too: {JobId}."
    )]
    public static partial void EarlierJob(this ILogger log, string key, string jobId);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "The handler of OnEnded failed for video {Key} with {Problem}; it will be called again."
    )]
    public static partial void HandlerFailed(this ILogger log, string key, string problem);

    [LoggerMessage(
        4,
        LogLevel.Error,
        "The queue cannot continue now and will try again: {Problem}"
    )]
    public static partial void WillTryAgain(this ILogger log, string problem);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "This worker was suspended just before it submitted video {Key}, and has not submitted it."
    )]
    public static partial void WasSuspended(this ILogger log, string key);

    /// <summary>Logs once, and not at each of its attempts, why a row cannot go on.</summary>
    public static void MustWait(this ILogger log, JournalRow row, string? reason)
    {
        if (reason is not null && reason != row.Reason)
        {
            log.MustWait(row.Key, reason);
        }
    }

    public static void Ended(this ILogger log, JournalRow row)
    {
        if (row.State == QueuedVideoState.Saved)
        {
            log.Saved(row.Key);
        }
        else
        {
            var isFailed = row.State == QueuedVideoState.Failed;
            log.NotSaved(row.Key, isFailed ? "failed" : "needs a decision", row.Reason);
        }
    }

    [LoggerMessage(
        9,
        LogLevel.Warning,
        "The decision about video {Key} is in the journal, but its old job stays in the engine: {Problem}"
    )]
    public static partial void JobStays(this ILogger log, string key, string problem);

    [LoggerMessage(6, LogLevel.Warning, "Video {Key} must wait: {Reason}")]
    private static partial void MustWait(this ILogger log, string key, string reason);

    [LoggerMessage(7, LogLevel.Information, "Video {Key} is saved.")]
    private static partial void Saved(this ILogger log, string key);

    [LoggerMessage(8, LogLevel.Warning, "Video {Key} {End}: {Reason}")]
    private static partial void NotSaved(this ILogger log, string key, string end, string? reason);
}
