using CloudswayVideo.Diagnostics;

namespace CloudswayVideo;

/// <summary>
/// What the clients report of their work, to any listener: spans of the source and metrics of the meter named
/// "CloudswayVideo", and log messages to <see cref="CloudswayOptions.LoggerFactory"/>. None of it ever holds a key, a
/// prompt, an image or the URL of a video. With no listener it costs nothing.
/// </summary>
/// <remarks>
/// <para>Spans; each ends with the whole of what it names, repeats included:</para>
/// <list type="table">
/// <item><term>cloudsway.submit</term><description>A job is submitted (client).</description></item>
/// <item><term>cloudsway.poll</term><description>One question about a job or its file (client).</description></item>
/// <item><term>cloudsway.wait</term><description>A job is watched until it has ended (internal).</description></item>
/// <item><term>cloudsway.download</term><description>A video is fetched (client).</description></item>
/// </list>
/// <para>Their tags; those marked with * are also on the metrics:</para>
/// <list type="table">
/// <item>
/// <term>server.address*, server.port*</term>
/// <description>
/// The gateway, for a download too: the storage is not named.
/// </description>
/// </item>
/// <item>
/// <term>http.request.method, url.template*</term>
/// <description>
/// The operation, as the contract writes its path. Of submit and poll.
/// </description>
/// </item>
/// <item>
/// <term>http.response.status_code</term>
/// <description>
/// The last answer. Of submit and poll, if there was one.
/// </description>
/// </item>
/// <item>
/// <term>http.request.resend_count</term>
/// <description>
/// How often the request was repeated. Of submit and poll, if it was.
/// </description>
/// </item>
/// <item><term>cloudsway.family*</term><description>"Hailuo" or "Haiper".</description></item>
/// <item><term>cloudsway.job.id</term><description>The id of the job, where it is known.</description></item>
/// <item>
/// <term>cloudsway.outcome*</term>
/// <description>
/// "succeeded", "failed", "unknown" (a submission that may have been accepted), "timed_out" or "cancelled".
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.reason*</term>
/// <description>
/// An <see cref="ErrorReason"/>, where a failure has one.
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.drift.kind*, cloudsway.drift.name*</term>
/// <description>
/// Of cloudsway.drift: "field", "status word" or "error code", and the name of the field.
/// </description>
/// </item>
/// <item>
/// <term>error.type*</term>
/// <description>
/// The HTTP status of a failure that has one, or else the name of its exception; "job_failed" where a job failed.
/// </description>
/// </item>
/// </list>
/// <para>Metrics:</para>
/// <list type="table">
/// <item>
/// <term>cloudsway.submit.duration, cloudsway.poll.duration, cloudsway.wait.duration,
/// cloudsway.download.duration</term>
/// <description>
/// Histograms in seconds. Their counts by cloudsway.outcome and cloudsway.reason say how things end.
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.io</term>
/// <description>
/// Counts bytes: those of submissions, with network.io.direction "transmit", and those of videos, with "receive".
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.retries</term>
/// <description>
/// Counts repeated requests of submit and poll, with the cloudsway.reason of the failure before.
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.drift</term>
/// <description>
/// Counts what replies have and the contract has not: fields, status words, error codes.
/// </description>
/// </item>
/// </list>
/// <para>Log messages, in the category "CloudswayVideo":</para>
/// <list type="table">
/// <item><term>1 Submitted, Information</term><description>A job was accepted; with its id.</description></item>
/// <item>
/// <term>2 SubmissionOutcomeUnknown, Error</term>
/// <description>
/// A job may have been accepted, and no usable id came back.
/// </description>
/// </item>
/// <item>
/// <term>3 CallFailed, Warning</term>
/// <description>
/// A call ended with an error, which a waiting may survive.
/// </description>
/// </item>
/// <item><term>4 Repeating, Warning</term><description>A request is sent again, and why.</description></item>
/// <item><term>5 Answered, Debug</term><description>A question was answered.</description></item>
/// <item><term>6 JobHeard, Debug</term><description>The status of a job that is waited for.</description></item>
/// <item>
/// <term>7 JobEnded, Information</term>
/// <description>
/// A job that was waited for has ended, well or not.
/// </description>
/// </item>
/// <item><term>8 WaitFailed, Warning</term><description>Waiting ended, and the job may not have.</description></item>
/// <item><term>9 Downloaded, Information</term><description>A video was fetched.</description></item>
/// <item><term>10 DownloadFailed, Warning</term><description>A video was not fetched.</description></item>
/// <item>
/// <term>11 DownloadBroken, Warning</term>
/// <description>
/// A transfer broke off and is taken up again.
/// </description>
/// </item>
/// <item>
/// <term>12 Drifted, Warning</term>
/// <description>
/// A reply has something that the contract has not; told once in a process, with the field's name and without its
/// value.
/// </description>
/// </item>
/// </list>
/// </remarks>
/// <example><code>
/// services.AddOpenTelemetry()
///     .WithTracing(tracing => tracing.AddSource(CloudswayDiagnostics.ActivitySourceName))
///     .WithMetrics(metrics => metrics.AddMeter(CloudswayDiagnostics.MeterName));
/// </code></example>
public static class CloudswayDiagnostics
{
    /// <summary>The name of the source of all spans.</summary>
    public const string ActivitySourceName = "CloudswayVideo";

    /// <summary>The name of the meter of all metrics.</summary>
    public const string MeterName = "CloudswayVideo";

    /// <summary>
    /// What replies to this process had and the contract has not: the operation, the kind ("field", "status word" or
    /// "error
    /// code") and the name of the field, never a value. Each is there once, a thousand at most.
    /// </summary>
    public static IReadOnlyList<string> Drifts => DriftNotes.All;

    /// <summary>The category of all log messages.</summary>
    public const string LogCategory = "CloudswayVideo";
}
