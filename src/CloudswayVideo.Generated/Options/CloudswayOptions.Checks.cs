using CloudswayVideo.Options;

namespace CloudswayVideo;

public partial class CloudswayOptions
{
    internal CloudswayOptions Resolve(Uri defaultBaseUrl, bool hasEndpointPath)
    {
        CheckNotNull(Polling, nameof(Polling));
        CheckNotNull(TimeProvider, nameof(TimeProvider));
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
        Check(MaximumVideoBytes >= 1, nameof(MaximumVideoBytes), MaximumVideoBytes, "at least 1");
        resolved.Polling.Check();
        return resolved;
    }

    /// <summary>The same options, except that each request takes the key from the latest options.</summary>
    internal CloudswayOptions WithKeyOf(Func<CloudswayOptions> latest)
    {
        var copy = (CloudswayOptions)MemberwiseClone();
        copy._latest = latest;
        return copy;
    }

    internal ValueTask<string> GetAccessKeyAsync(CancellationToken cancellationToken)
    {
        var current = _latest?.Invoke() ?? this;
        return current.AccessKeyProvider is { } provider
            ? AskProviderAsync(provider, cancellationToken)
            : ValueTask.FromResult(current.KeyOrVariable());
    }

    /// <summary>Whether plain http is allowed for the host of a URL.</summary>
    internal bool IsHttpAllowed(Uri url) =>
        url.IsLoopback
        || (
            InsecureHost is { Length: > 0 } host
            && url.IdnHost.Equals(host, StringComparison.OrdinalIgnoreCase)
        );

    // WaitAsync, because the provider may ignore its token. Its exception may contain the key, so it is only an inner
    // one.
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
            $"{BaseUrlVariable} is not an absolute URL. Set it to a URL such as https://host/v1/ai."
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
                "The access key starts with \"Bearer \". Set the key alone; the client adds the prefix."
            );
        }

        // No message contains the key.
        return !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw new ArgumentException(
                "The access key contains a space, a line break or a character outside ASCII. Copy the key again."
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
                + "machine only, because the access key is sent with each request. If "
                + $"\"{url.Host}\" is a mock in a container beside this one, set {nameof(InsecureHost)} or "
                + $"{InsecureHostVariable} to it."
        );

    private static string? CheckInsecureHost(string? host) =>
        string.IsNullOrWhiteSpace(host) ? null
        : Uri.CheckHostName(host) != UriHostNameType.Unknown ? host
        : throw new ArgumentException(
            $"{nameof(InsecureHost)} is not a host name. Set the host alone, such as \"mock\", without scheme and port."
        );

    private static void CheckNotNull(object? value, string name)
    {
        if (value is null)
        {
            throw new ArgumentException($"{name} is null. Leave it out for its default.");
        }
    }

    internal static void CheckTime(TimeSpan time, string name) =>
        Check(
            time > TimeSpan.Zero && time <= TimeSpan.FromDays(1),
            name,
            time,
            "above zero and at most one day"
        );

    internal static void Check(bool isAllowed, string name, object value, string allowed)
    {
        if (!isAllowed)
        {
            throw new ArgumentException($"{name} is {value}. It must be {allowed}.");
        }
    }
}
