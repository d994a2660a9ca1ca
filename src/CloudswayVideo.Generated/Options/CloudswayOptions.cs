using CloudswayVideo.Options;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo;

/// <summary>
/// How a client reaches the gateway. A client copies its options when it is created, so later changes have no effect.
/// An invalid option is an <see cref="ArgumentException"/> of the client's constructor, which names the option.
/// </summary>
public sealed partial class CloudswayOptions
{
    /// <summary>The environment variable for <see cref="AccessKey"/>, used if that is null.</summary>
    public const string AccessKeyVariable = "CLOUDSWAY_ACCESS_KEY";

    /// <summary>The environment variable for <see cref="BaseUrl"/>, used if that is null.</summary>
    public const string BaseUrlVariable = "CLOUDSWAY_BASE_URL";

    /// <summary>The environment variable for <see cref="InsecureHost"/>, used if that is null.</summary>
    public const string InsecureHostVariable = "CLOUDSWAY_INSECURE_HOST";

    private Func<CloudswayOptions>? _latest;

    /// <summary>
    /// The access key of the account, without "Bearer": visible ASCII characters only. By default the value of
    /// CLOUDSWAY_ACCESS_KEY.
    /// </summary>
    public string? AccessKey { get; set; }

    /// <summary>
    /// Returns the access key before each request, so that the key can change while clients live; none by default. It
    /// takes precedence over <see cref="AccessKey"/>, and its time counts towards the timeout of the request. If it
    /// returns a key that cannot be sent, the request fails with an <see cref="ArgumentException"/>; if it throws
    /// another exception, with a <see cref="CloudswayConnectionException"/>. Nothing is sent in either case.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessKeyProvider { get; set; }

    /// <summary>
    /// The random path segment that Cloudsway issued for one model, at most 256 characters. Required if the paths of
    /// the family have one; ignored otherwise.
    /// </summary>
    public string? EndpointPath { get; set; }

    /// <summary>
    /// The URL of the gateway, up to and including "/v1/ai", without user, query and fragment. By default the value of
    /// CLOUDSWAY_BASE_URL, or else the first server of the contract. It must be https; http is allowed only for this
    /// machine and for <see cref="InsecureHost"/>.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The only host besides this machine that may be reached over plain http; by default the value of
    /// CLOUDSWAY_INSECURE_HOST, or else none. It is meant for a mock in a container beside the application: "mock" for
    /// http://mock:8080. <b>The access key, the prompts and the videos are sent unencrypted to that host</b>, so never
    /// set it to the real service or to a host that others can reach. If it is the host of <see cref="BaseUrl"/>,
    /// videos may also be fetched over http and from private addresses.
    /// </summary>
    public string? InsecureHost { get; set; }

    /// <summary>
    /// The time limit of one question about a job, its reply and its repetitions included: above zero and at most one
    /// day; 60 seconds by default.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// The time limit of submitting a job, the upload of images and repetitions included: above zero and at most one
    /// day; 5 minutes by default.
    /// </summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The size limit of a video in bytes, at least 1; 4 GiB (4,294,967,296) by default. A larger download ends with a
    /// <see cref="VideoDownloadException"/>, so that a storage that never stops sending cannot fill the disk.
    /// </summary>
    public long MaximumVideoBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>How the client waits for jobs; by default as a new <see cref="PollingOptions"/> says.</summary>
    public PollingOptions Polling { get; set; } = new();

    /// <summary>
    /// Limits how many requests are sent in a period, by all clients with the same budget together; none by default.
    /// The time that a call waits for the budget does not count towards <see cref="RequestTimeout"/> and <see
    /// cref="SubmitTimeout"/>, except before repetitions.
    /// </summary>
    public RequestBudget? RequestBudget { get; set; }

    /// <summary>The clock; that of the system by default. Tests can set one that they control.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Receives the log messages that <see cref="CloudswayDiagnostics"/> lists. By default none are written; a client
    /// from a container uses the logging of the container.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
