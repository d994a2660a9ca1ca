using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using Microsoft.AspNetCore.Builder;
using WireMock.Logging;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Settings;

namespace CloudswayVideo.MockServer;

/// <summary>A running stand-in for the gateway. Each one has its own jobs, so that tests can run in parallel.</summary>
public sealed class CloudswayMock : IAsyncDisposable
{
    private const string DefaultAccessKey = "mock-access-key";

    private readonly CloudswayMockOptions _options;
    private readonly ContractDocument _contract;
    private readonly MockJournal _journal = new();
    private readonly WireMockServer _server;

    private CloudswayMock(CloudswayMockOptions options, ContractDocument contract)
    {
        _options = options;
        _contract = contract;
        var tasks = new TaskStore(options);
        var media = new MediaFiles(tasks, () => Url);
        _server = WireMockServer.Start(new WireMockServerSettings
        {
            Urls = [options.Url.AbsoluteUri.TrimEnd('/')],
            Logger = new WireMockNullLogger(),
            Culture = System.Globalization.CultureInfo.InvariantCulture,
            PreWireMockMiddlewareInit = application => media.Serve((IApplicationBuilder)application),
            // The journal is ours: WireMock's keeps the whole of every request, keys and images included.
            MaxRequestLogCount = 0,
            DisableJsonBodyParsing = true,
        });
        var pipeline = new MockPipeline(contract, new LiveAnswers(tasks, media.UrlOf), _journal, options);
        _server.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(pipeline.Handle));
    }

    /// <summary>Where the mock listens, without the path of the API.</summary>
    public Uri Url => new UriBuilder(_options.Url) { Port = _server.Port }.Uri;

    /// <summary>The base URL to give a client, up to and including "/v1/ai".</summary>
    public Uri BaseUrl => new(Url, _contract.BasePaths[0]);

    /// <summary>The requests that were received, oldest first; the last thousand are kept.</summary>
    public IReadOnlyList<MockRequest> Requests => _journal.Requests;

    internal ContractDocument Contract => _contract;

    /// <summary>Starts a mock.</summary>
    /// <param name="options">How it behaves; by default as suits a test.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running mock; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">The options name a scenario that there is none of.</exception>
    /// <exception cref="InvalidOperationException">The contract cannot be read, or the port cannot be had.</exception>
    public static async Task<CloudswayMock> StartAsync(CloudswayMockOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new CloudswayMockOptions();
        if (MockScenario.Find(options.Scenario) is null)
        {
            throw new ArgumentException($"There is no scenario \"{options.Scenario}\". There are {string.Join(", ", MockScenario.All.Select(scenario => scenario.Name))}.", nameof(options));
        }

        var contract = await ContractDocument.LoadAsync(options.ContractPath, cancellationToken).ConfigureAwait(false);
        return await Task.Run(() => new CloudswayMock(options, contract), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A client of this mock.</summary>
    /// <param name="scenario">What becomes of its jobs; see <see cref="MockScenario.All"/>.</param>
    /// <param name="configure">Changes the client's options.</param>
    /// <returns>The client.</returns>
    public HailuoClient CreateHailuoClient(string scenario = "success", Action<CloudswayOptions>? configure = null) => new(ClientOptions(scenario, configure));

    /// <inheritdoc cref="CreateHailuoClient" />
    public HaiperClient CreateHaiperClient(string scenario = "success", Action<CloudswayOptions>? configure = null) => new(ClientOptions(scenario, configure));

    /// <summary>Stops the mock and frees its port.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync() => await Task.Run(_server.Dispose).ConfigureAwait(false);

    private CloudswayOptions ClientOptions(string scenario, Action<CloudswayOptions>? configure)
    {
        var options = new CloudswayOptions
        {
            AccessKey = _options.AccessKey ?? DefaultAccessKey,
            EndpointPath = scenario,
            BaseUrl = BaseUrl,
            TimeProvider = _options.TimeProvider,
            Polling = { Interval = TimeSpan.FromMilliseconds(100) },
        };
        configure?.Invoke(options);
        return options;
    }
}
