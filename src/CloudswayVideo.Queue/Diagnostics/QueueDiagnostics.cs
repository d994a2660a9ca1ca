using System.Diagnostics;
using System.Diagnostics.Metrics;
using CloudswayVideo.Queue.Journal;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo.Queue.Diagnostics;

/// <summary>
/// Spans and meters, under the name that the client's have: a span of a step continues the one that enqueued its row,
/// and what the client does within it continues that.
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
        "The journal cannot be written, which is tried until it can. Video {Key}, id of its job: \"{JobId}\". {Problem}"
    )]
    public static partial void JournalAway(
        this ILogger log,
        string key,
        string jobId,
        string problem
    );

    [LoggerMessage(
        2,
        LogLevel.Error,
        "Video {Key} was submitted again as a person decided, and its earlier submission was accepted too: {JobId}."
    )]
    public static partial void EarlierJob(this ILogger log, string key, string jobId);

    [LoggerMessage(
        3,
        LogLevel.Warning,
        "The handler of OnEnded failed for video {Key} with {Problem}; it is called again."
    )]
    public static partial void HandlerFailed(this ILogger log, string key, string problem);

    [LoggerMessage(4, LogLevel.Error, "The queue cannot go on now, and tries again: {Problem}")]
    public static partial void CannotGoOn(this ILogger log, string problem);

    [LoggerMessage(
        5,
        LogLevel.Warning,
        "This worker stood still just before it submitted video {Key}, and has not submitted it."
    )]
    public static partial void StoodStill(this ILogger log, string key);
}

/// <summary>How the whole queue stands, for every listener of the client's meter; read when it is asked for.</summary>
internal sealed class QueueMeter : IDisposable
{
    private readonly Meter _meter = new(CloudswayDiagnostics.MeterName);

    public QueueMeter(VideoJournal journal)
    {
        Gauge(
            journal,
            "cloudsway.queue.depth",
            "{video}",
            "Videos that are not ended.",
            counts => counts.Depth
        );
        Gauge(
            journal,
            "cloudsway.queue.ambiguous",
            "{video}",
            "Videos about which a person must decide.",
            counts => counts.Ambiguous
        );
        Gauge(
            journal,
            "cloudsway.queue.oldest",
            "s",
            "The age of the oldest video that is not ended.",
            counts => counts.OldestSeconds ?? 0
        );
    }

    public void Dispose() => _meter.Dispose();

    // A listener asks on a thread of its own, and takes nothing for an answer where the journal has none.
    private void Gauge(
        VideoJournal journal,
        string name,
        string unit,
        string description,
        Func<JournalCounts, long> value
    ) =>
        _meter.CreateObservableGauge(
            name,
            () =>
            {
                try
                {
                    return
                    [
                        new Measurement<long>(
                            value(
                                journal.CountAsync(CancellationToken.None).GetAwaiter().GetResult()
                            )
                        ),
                    ];
                }
                catch (VideoJournalException)
                {
                    return Array.Empty<Measurement<long>>();
                }
            },
            unit,
            description
        );
}
