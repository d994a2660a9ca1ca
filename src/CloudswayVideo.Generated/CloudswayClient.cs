using CloudswayVideo.Diagnostics;
using CloudswayVideo.Http;
using CloudswayVideo.Jobs;

namespace CloudswayVideo;

/// <summary>What the clients of both families have in common: where they send, and as whom.</summary>
public abstract class CloudswayClient
{
    private readonly ApiTransport? _transport;
    private readonly JobPoller? _poller;

    /// <summary>For mocking.</summary>
    private protected CloudswayClient()
    {
        Options = new CloudswayOptions();
        EndpointPath = "";
        MediaClient = SharedHttpClients.Media;
        Diagnostics = new ClientDiagnostics("", Options);
        _poller = CreatePoller();
    }

    private protected CloudswayClient(string family, CloudswayOptions options, Uri defaultBaseUrl, HttpClient? httpClient, HttpClient? mediaHttpClient)
    {
        Options = options?.Resolve(defaultBaseUrl) ?? throw new ArgumentNullException(nameof(options));
        EndpointPath = Options.EndpointPath!;
        MediaClient = mediaHttpClient ?? SharedHttpClients.Media;
        Diagnostics = new ClientDiagnostics(family, Options);
        _transport = new ApiTransport(Options, httpClient ?? SharedHttpClients.Api, Diagnostics);
        _poller = CreatePoller();
    }

    /// <summary>The path segment that Cloudsway issued for one model; it decides what the client makes.</summary>
    public string EndpointPath { get; }

    internal CloudswayOptions Options { get; }

    internal ClientDiagnostics Diagnostics { get; }

    /// <summary>What videos are fetched with. It knows no key.</summary>
    internal HttpClient MediaClient { get; }

    /// <summary>What asks about the jobs that are waited for.</summary>
    internal JobPoller Poller => _poller ?? throw new InvalidOperationException($"{GetType().Name} has no polling: it is no source of jobs.");

    private protected Task<TReply> SendAsync<TReply>(ApiRequest request, CancellationToken cancellationToken)
        where TReply : class =>
        _transport is null
            ? throw new InvalidOperationException("This client was made for mocking; it cannot send.")
            : _transport.SendAsync<TReply>(request, cancellationToken);

    // A family that an edited contract has brought has its operations at once, and its polling when somebody writes it.
    private JobPoller? CreatePoller() => this is IVideoJobSource source ? new JobPoller(source, Options) : null;
}
