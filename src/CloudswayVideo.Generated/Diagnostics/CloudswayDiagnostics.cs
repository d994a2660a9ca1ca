using CloudswayVideo.Diagnostics;

namespace CloudswayVideo;

/// <summary>
/// The telemetry of the clients: spans of the activity source and metrics of the meter named "CloudswayVideo", and log
/// messages to <see cref="CloudswayOptions.LoggerFactory"/>. None of it contains a key, a prompt, an image or the URL
/// of a video. Without a listener it costs nothing.
/// </summary>
/// <remarks>
/// <para>Spans; each covers the whole operation, repetitions included:</para>
/// <list type="table">
/// <item><term>cloudsway.submit</term><description>A job is submitted (client).</description></item>
/// <item><term>cloudsway.poll</term><description>One question about a job or its file (client).</description></item>
/// <item>
/// <term>cloudsway.wait</term>
/// <description>A job is waited for until it has ended (internal).</description>
/// </item>
/// <item><term>cloudsway.download</term><description>A video is downloaded (client).</description></item>
/// </list>
/// <para>Tags of the spans; those marked with * are also tags of the metrics:</para>
/// <list type="table">
/// <item>
/// <term>server.address*, server.port*</term>
/// <description>The gateway, also for downloads: the host of the storage is not shown.</description>
/// </item>
/// <item>
/// <term>http.request.method, url.template*</term>
/// <description>Method and path template of the operation, on submit and poll.</description>
/// </item>
/// <item>
/// <term>http.response.status_code</term>
/// <description>The status of the last response, on submit and poll; absent without a response.</description>
/// </item>
/// <item>
/// <term>http.request.resend_count</term>
/// <description>How many times the request was repeated, on submit and poll; absent if it was not.</description>
/// </item>
/// <item><term>cloudsway.family*</term><description>The family, such as "Hailuo" or "Haiper".</description></item>
/// <item><term>cloudsway.job.id</term><description>The id of the job, once it is known.</description></item>
/// <item>
/// <term>cloudsway.outcome*</term>
/// <description>
/// "succeeded", "failed", "unknown" (a submission that may have been accepted), "timed_out" or "cancelled".
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.reason*</term>
/// <description>The <see cref="ErrorReason"/> of a failure, if it has one.</description>
/// </item>
/// <item>
/// <term>cloudsway.drift.kind*, cloudsway.drift.name*</term>
/// <description>
/// Only on the metric cloudsway.drift: "field", "status word" or "error code", and the name of the field.
/// </description>
/// </item>
/// <item>
/// <term>error.type*</term>
/// <description>
/// The HTTP status of a failure, or the type of its exception if there was none; "job_failed" if a job failed.
/// </description>
/// </item>
/// </list>
/// <para>Metrics:</para>
/// <list type="table">
/// <item>
/// <term>cloudsway.submit.duration, cloudsway.poll.duration, cloudsway.wait.duration,
/// cloudsway.download.duration</term>
/// <description>
/// Histograms in seconds. Their counts by cloudsway.outcome and cloudsway.reason show how operations end.
/// </description>
/// </item>
/// <item>
/// <term>cloudsway.io</term>
/// <description>
/// Counts bytes: of submissions with network.io.direction "transmit", of videos with "receive".
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
/// Counts parts of replies that the contract does not know: fields, status words, error codes.
/// </description>
/// </item>
/// </list>
/// <para>Log messages, in the category "CloudswayVideo":</para>
/// <list type="table">
/// <item><term>1 Submitted, Information</term><description>A job was accepted; with its id.</description></item>
/// <item>
/// <term>2 SubmissionOutcomeUnknown, Error</term>
/// <description>A job may have been accepted, but no usable id came back. Check the account.</description>
/// </item>
/// <item>
/// <term>3 CallFailed, Warning</term>
/// <description>A call failed. A wait for a job may continue nevertheless.</description>
/// </item>
/// <item>
/// <term>4 Repeating, Warning</term>
/// <description>A request is repeated; with the failure before.</description>
/// </item>
/// <item><term>5 Answered, Debug</term><description>A question about a job was answered.</description></item>
/// <item><term>6 JobStatus, Debug</term><description>The status of a job that is waited for.</description></item>
/// <item>
/// <term>7 JobEnded, Information</term>
/// <description>A job that was waited for has ended, successfully or not.</description>
/// </item>
/// <item>
/// <term>8 WaitFailed, Warning</term>
/// <description>A wait ended without a video; the job may still be running.</description>
/// </item>
/// <item><term>9 Downloaded, Information</term><description>A video was downloaded.</description></item>
/// <item><term>10 DownloadFailed, Warning</term><description>A download failed.</description></item>
/// <item>
/// <term>11 DownloadRepeating, Warning</term>
/// <description>A transfer failed and is repeated from where it stopped.</description>
/// </item>
/// <item>
/// <term>12 Drifted, Warning</term>
/// <description>
/// A reply has a part that the contract does not know. Logged once per process and part, with the name of the field and
/// never its value.
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
    /// <summary>The name of the activity source of all spans.</summary>
    public const string ActivitySourceName = "CloudswayVideo";

    /// <summary>The name of the meter of all metrics.</summary>
    public const string MeterName = "CloudswayVideo";

    /// <summary>
    /// The parts of replies that the contract does not know, found in this process: operation, kind ("field", "status
    /// word" or "error code") and name of the field, never a value. Each is listed once, at most a thousand.
    /// </summary>
    public static IReadOnlyList<string> Drifts => DriftNotes.All;

    /// <summary>The category of all log messages.</summary>
    public const string LogCategory = "CloudswayVideo";
}
