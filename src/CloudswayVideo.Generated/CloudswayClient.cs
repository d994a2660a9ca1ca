using CloudswayVideo.Diagnostics;
using CloudswayVideo.Downloads;
using CloudswayVideo.Jobs;
using CloudswayVideo.Transport;

namespace CloudswayVideo;

/// <summary>Base of the clients of all families. Thread-safe and immutable.</summary>
public abstract partial class CloudswayClient : IJobClient
{
    private readonly ApiTransport? _transport;

    /// <summary>Creates a client for mocking, which cannot send.</summary>
    private protected CloudswayClient(string family)
    {
        Family = family;
        Options = new CloudswayOptions();
        EndpointPath = "";
        MediaClient = MediaHandler.SharedClient;
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
        MediaClient = mediaHttpClient ?? MediaHandler.SharedClient;
        Diagnostics = new ClientDiagnostics(family, Options);
        _transport = new ApiTransport(Options, httpClient ?? ApiHttpClient.Shared, Diagnostics);
        Poller = new JobPoller(this);
    }

    /// <summary>
    /// The random path segment that Cloudsway issued for one model, which makes the videos. Empty if the family has
    /// none.
    /// </summary>
    public string EndpointPath { get; }

    /// <summary>The time limit of a submission of this client: <see cref="CloudswayOptions.SubmitTimeout"/>.</summary>
    public TimeSpan SubmitTimeout => Options.SubmitTimeout;

    /// <summary>
    /// How long the last jobs of this client took; an adaptive schedule learns from it. The client adds the jobs that
    /// it waits for; add jobs that were observed elsewhere.
    /// </summary>
    public JobDurations Durations => Poller.Durations;

    internal string Family { get; }

    string IJobClient.Family => Family;

    CloudswayOptions IJobClient.Options => Options;

    ClientDiagnostics IJobClient.Diagnostics => Diagnostics;

    internal CloudswayOptions Options { get; }

    internal ClientDiagnostics Diagnostics { get; }

    /// <summary>The HTTP client for videos. It adds no key.</summary>
    internal HttpClient MediaClient { get; }

    /// <summary>Asks about the jobs that callers wait for.</summary>
    internal JobPoller Poller { get; }

    /// <summary>
    /// Checks a request against the limits that the contract documents. Nothing is sent. Every submission does this
    /// first; call it yourself to check a request before a person confirms its price, for example.
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

    private ApiTransport Transport =>
        _transport
        ?? throw new InvalidOperationException(
            "This client was created for mocking and cannot send. Create it with options, or override this method."
        );

    private protected Task<TReply> SendAsync<TReply>(
        ApiRequest request,
        CancellationToken cancellationToken
    )
        where TReply : class => Transport.SendAsync<TReply>(request, cancellationToken);
}
