using CloudswayVideo.Options;
using Microsoft.Extensions.Logging;

namespace CloudswayVideo;

/// <summary>
/// How a client reaches the gateway. A client copies its options, so later changes have no effect on it.
/// </summary>
public sealed class CloudswayOptions
{
    /// <summary>The environment variable that <see cref="AccessKey"/> is taken from when it is not set.</summary>
    public const string AccessKeyVariable = "CLOUDSWAY_ACCESS_KEY";

    /// <summary>The environment variable that <see cref="BaseUrl"/> is taken from when it is not set.</summary>
    public const string BaseUrlVariable = "CLOUDSWAY_BASE_URL";

    /// <summary>The environment variable that <see cref="InsecureHost"/> is taken from when it is not set.</summary>
    public const string InsecureHostVariable = "CLOUDSWAY_INSECURE_HOST";

    private Func<CloudswayOptions>? _latest;

    /// <summary>The access key of the account, without "Bearer". By default that of CLOUDSWAY_ACCESS_KEY.</summary>
    public string? AccessKey { get; set; }

    /// <summary>
    /// Asked for the access key before each request, within its time, so that a key can be rotated while clients live;
    /// none by default. It wins over <see cref="AccessKey"/>. A key that cannot be sent is an <see
    /// cref="ArgumentException"/> of that request, and what it throws itself, other than that, a <see
    /// cref="CloudswayConnectionException"/>; nothing was sent then.
    /// </summary>
    public Func<CancellationToken, ValueTask<string>>? AccessKeyProvider { get; set; }

    /// <summary>
    /// The random path segment that Cloudsway issued for one model. Required where the paths of the family have one.
    /// </summary>
    public string? EndpointPath { get; set; }

    /// <summary>
    /// Where the gateway is, up to and including "/v1/ai". By default that of CLOUDSWAY_BASE_URL, or else the first
    /// server of the contract. Anything but https is refused, except on this machine and for <see
    /// cref="InsecureHost"/>.
    /// </summary>
    public Uri? BaseUrl { get; set; }

    /// <summary>
    /// The one host, besides this machine, that plain http is allowed for; none by default, or that of
    /// CLOUDSWAY_INSECURE_HOST. It is for a mock in a container beside this one, such as "mock" for http://mock:8080.
    /// <b>The access key, the prompts and the videos travel unencrypted to that host</b>, so never name the service,
    /// or a
    /// host that others can reach. Videos may then come from that host, and from private addresses, over http as well.
    /// </summary>
    public string? InsecureHost { get; set; }

    /// <summary>How long one question may take, reply included; 60 seconds by default.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long submitting may take, upload of an image included; 5 minutes by default.</summary>
    public TimeSpan SubmitTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How many bytes a video may have, at least 1; by default 4 GiB. A download that turns out to have more ends
    /// with a
    /// <see cref="VideoDownloadException"/>, so that a storage which never stops sending does not fill the disk.
    /// </summary>
    public long MaximumVideoBytes { get; set; } = 4L * 1024 * 1024 * 1024;

    /// <summary>
    /// How jobs are waited for; a call may set another <see cref="PollingOptions.Timeout"/>. By default as the
    /// options of a new one say.
    /// </summary>
    public PollingOptions Polling { get; set; } = new();

    /// <summary>
    /// Limits the requests that are sent, of all clients that are given the same budget together; none by default.
    /// What it holds back is not counted against <see cref="RequestTimeout"/> and <see cref="SubmitTimeout"/>, but for
    /// attempts that repeat a failed one.
    /// </summary>
    public RequestBudget? RequestBudget { get; set; }

    /// <summary>The clock; the system's by default. Tests give one that they can advance.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>
    /// Where the log messages go that <see cref="CloudswayDiagnostics"/> lists; nowhere by default, or to the
    /// container's own where the client comes from one.
    /// </summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    internal CloudswayOptions Resolve(Uri defaultBaseUrl, bool hasEndpointPath)
    {
        var resolved = (CloudswayOptions)MemberwiseClone();
        resolved.Polling = Polling with { };
        resolved.AccessKey = AccessKeyProvider is null ? KeyOrVariable() : null;
        resolved.EndpointPath = hasEndpointPath ? CheckEndpointPath(EndpointPath) : "";
        resolved.InsecureHost = CheckInsecureHost(
            InsecureHost ?? Environment.GetEnvironmentVariable(InsecureHostVariable)
        );
        resolved.BaseUrl = resolved.CheckBaseUrl(BaseUrl ?? FromEnvironment() ?? defaultBaseUrl);
        CheckTime(RequestTimeout, nameof(RequestTimeout));
        CheckTime(SubmitTimeout, nameof(SubmitTimeout));
        CheckMaximumVideoBytes(MaximumVideoBytes);
        resolved.Polling.Check();
        return resolved;
    }

    /// <summary>The same options, but for the key: that is the one of the latest options at each request.</summary>
    internal CloudswayOptions WithKeyOf(Func<CloudswayOptions> latest)
    {
        var following = (CloudswayOptions)MemberwiseClone();
        following._latest = latest;
        return following;
    }

    internal ValueTask<string> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        var current = _latest?.Invoke() ?? this;
        return current.AccessKeyProvider is { } provider
            ? AskProviderAsync(provider, cancellationToken)
            : ValueTask.FromResult(current.KeyOrVariable());
    }

    /// <summary>Whether plain http is allowed to the host of a URL.</summary>
    internal bool IsHttpAllowed(Uri url) =>
        url.IsLoopback
        || (
            InsecureHost is { Length: > 0 } host
            && url.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase)
        );

    // A provider that ignores its token does not outlast the request, and what it throws may hold the key.
    private static async ValueTask<string> AskProviderAsync(
        Func<CancellationToken, ValueTask<string>> provider,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return CheckAccessKey(
                await provider(cancellationToken)
                    .AsTask()
                    .WaitAsync(cancellationToken)
                    .ConfigureAwait(false)
            );
        }
        catch (Exception exception)
            when (exception is not ArgumentException and not OperationCanceledException)
        {
            throw new InvalidOperationException(
                $"{nameof(AccessKeyProvider)} failed with {exception.GetType().Name}; see the inner exception.",
                exception
            );
        }
    }

    private string KeyOrVariable() =>
        CheckAccessKey(AccessKey ?? Environment.GetEnvironmentVariable(AccessKeyVariable));

    private static Uri? FromEnvironment() =>
        Environment.GetEnvironmentVariable(BaseUrlVariable) is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) ? url
        : throw new ArgumentException(
            $"{BaseUrlVariable} is not an absolute URL. Set it to one such as https://host/v1/ai."
        );

    private static string CheckAccessKey(string? key)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new ArgumentException(
                $"No access key. Set {nameof(AccessKey)}, or the environment variable {AccessKeyVariable}."
            );
        }

        if (key.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException(
                "The access key starts with \"Bearer \". Give the key alone; the client adds the word."
            );
        }

        // The key itself is never part of a message.
        return !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw new ArgumentException(
                "The access key holds a blank, a line break or a character outside ASCII. Copy it again."
            );
    }

    private static string CheckEndpointPath(string? path) =>
        string.IsNullOrWhiteSpace(path)
            ? throw new ArgumentException(
                $"No endpoint path. Set {nameof(EndpointPath)} to the segment that Cloudsway issued for the model."
            )
            : PathSegment.Check(path, nameof(EndpointPath));

    private Uri CheckBaseUrl(Uri url) =>
        !url.IsAbsoluteUri || url.Query.Length + url.Fragment.Length + url.UserInfo.Length > 0
            ? throw new ArgumentException(
                $"{nameof(BaseUrl)} must be an absolute URL without user, query and fragment, such as "
                    + "https://host/v1/ai."
            )
        : url.Scheme == Uri.UriSchemeHttps
        || (url.Scheme == Uri.UriSchemeHttp && IsHttpAllowed(url))
            ? url
        : throw new ArgumentException(
            $"{nameof(BaseUrl)} has the scheme \"{url.Scheme}\". Use https; http is allowed on this "
                + "machine only, because the "
                + $"access key travels with each request. If \"{url.Host}\" is a mock in a container "
                + "beside this one, name it "
                + $"in {nameof(InsecureHost)} or {InsecureHostVariable}."
        );

    private static string? CheckInsecureHost(string? host) =>
        string.IsNullOrWhiteSpace(host) ? null
        : Uri.CheckHostName(host) != UriHostNameType.Unknown ? host
        : throw new ArgumentException(
            $"{nameof(InsecureHost)} is no host name. Name the host alone, such as \"mock\", without scheme and port."
        );

    private static void CheckMaximumVideoBytes(long bytes)
    {
        if (bytes < 1)
        {
            throw new ArgumentException(
                $"{nameof(MaximumVideoBytes)} is {bytes}. It must be at least 1."
            );
        }
    }

    internal static TimeSpan CheckTime(TimeSpan time, string name)
    {
        if (time <= TimeSpan.Zero || time > TimeSpan.FromDays(1))
        {
            throw new ArgumentException(
                $"{name} is {time}. It must be above zero and at most one day."
            );
        }

        return time;
    }
}
