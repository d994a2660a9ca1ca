using CloudswayVideo.Diagnostics;
using CloudswayVideo.Downloads;
using CloudswayVideo.Jobs;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>What the clients of all families have in common: where they send, and as whom.</summary>
public abstract partial class CloudswayClient : IJobClient
{
    private readonly ApiTransport? _transport;

    /// <summary>For mocking.</summary>
    private protected CloudswayClient(string family)
    {
        Family = family;
        Options = new CloudswayOptions();
        EndpointPath = "";
        MediaClient = MediaHttpClient.Shared;
        Diagnostics = new ClientDiagnostics(family, Options);
        Poller = new JobPoller(this);
    }

    private protected CloudswayClient(
        string family,
        CloudswayOptions options,
        Uri defaultBaseUrl,
        bool hasEndpointPath,
        HttpClient? httpClient,
        HttpClient? mediaHttpClient
    )
    {
        Family = family;
        Options =
            options?.Resolve(defaultBaseUrl, hasEndpointPath)
            ?? throw new ArgumentNullException(nameof(options));
        EndpointPath = Options.EndpointPath!;
        MediaClient = mediaHttpClient ?? MediaHttpClient.Shared;
        Diagnostics = new ClientDiagnostics(family, Options);
        _transport = new ApiTransport(Options, httpClient ?? ApiHttpClient.Shared, Diagnostics);
        Poller = new JobPoller(this);
    }

    /// <summary>
    /// The path segment that Cloudsway issued for one model; it decides what the client makes. Blank where the family
    /// has none.
    /// </summary>
    public string EndpointPath { get; }

    internal string Family { get; }

    string IJobClient.Family => Family;

    CloudswayOptions IJobClient.Options => Options;

    ClientDiagnostics IJobClient.Diagnostics => Diagnostics;

    internal CloudswayOptions Options { get; }

    internal ClientDiagnostics Diagnostics { get; }

    /// <summary>What videos are fetched with. It knows no key.</summary>
    internal HttpClient MediaClient { get; }

    /// <summary>What asks about the jobs that are waited for.</summary>
    internal JobPoller Poller { get; }

    /// <summary>
    /// Checks a request against the limits that the contract documents. Every submission does so first; this is for
    /// asking somebody only about requests that can be sent. Nothing is sent.
    /// </summary>
    /// <param name="request">The request of any family, such as a <see cref="HailuoVideoRequest"/>.</param>
    /// <exception cref="ArgumentException">
    /// The request breaks a limit; the message names every field that does.
    /// </exception>
    public static void Check(object request)
    {
        ArgumentNullException.ThrowIfNull(request);
        RequestCheck.Run(request);
    }

    private protected Task<TReply> SendAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class =>
        _transport is null
            ? throw new InvalidOperationException(
                "This client was made for mocking; it cannot send."
            )
            : _transport.SendAsync<TReply>(request, cancellationToken);
}
