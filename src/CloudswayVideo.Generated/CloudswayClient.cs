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

    /// <summary>How long a submission of this client may take: <see cref="CloudswayOptions.SubmitTimeout"/>.</summary>
    public TimeSpan SubmitTimeout => Options.SubmitTimeout;

    /// <summary>
    /// How long the last jobs of this client took; an adaptive schedule learns from it. The client adds the jobs that
    /// it waits for; add those that were watched elsewhere.
    /// </summary>
    public JobDurations Durations => Poller.Durations;

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

    private ApiTransport Transport =>
        _transport
        ?? throw new InvalidOperationException("This client was made for mocking; it cannot send.");

    private protected Task<TReply> SendAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class => Transport.SendAsync<TReply>(request, cancellationToken);
}
