using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Control;
using CloudswayVideo.MockServer.Forwarding;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Page;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using WireMock.Server;

namespace CloudswayVideo.MockServer;

/// <summary>A running stand-in for the gateway. Each one has its own jobs, so that tests can run in parallel.</summary>
public sealed partial class CloudswayMock : IAsyncDisposable, IGatewayStandIn
{
    private const string DefaultAccessKey = "mock-access-key";

    private readonly CloudswayMockOptions _options;
    private readonly ServedContract _contract = new();
    private readonly MockJournal _journal;
    private readonly ScenarioChoice _scenarios;
    private readonly JobStore _jobs;
    private readonly MockClock _clock;
    private readonly FaultPlan _faults;
    private readonly OperationMappings _mappings;
    private readonly AdminMappings? _admin;
    private readonly MappingFolder? _mappingFolder;
    private readonly SeenTraffic? _seen;
    private readonly ForwardedCalls? _forwarded;
    private readonly MockRoutes _routes;
    private readonly List<FileChanges> _changes = [];
    private IServer? _kestrel;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _isReady = new(
        TaskCreationOptions.RunContinuationsAsynchronously
    );

    private CloudswayMock(CloudswayMockOptions options)
    {
        _options = options;
        _scenarios = new ScenarioChoice(options);
        _clock = new MockClock(options.TimeProvider, options.TimeScale);
        _faults = new FaultPlan(options.TimeProvider, _stopping.Token);
        _jobs = new JobStore(_contract, options, _clock);
        Exam = options.Exam ? new MockExam(_contract, options.TimeProvider) : null;
        var settings = MockHost.SettingsOf(
            options,
            _contract,
            application =>
            {
                _kestrel = application.ApplicationServices.GetRequiredService<IServer>();
                application.Use(ServeOnceReadyAsync);
                application.Use(new RequestGuard(options).ServeAsync);
                new MockPage(_contract, options.Scenario, options.ForwardTo is not null).Use(
                    application
                );
                application.Use((context, wireMock) => _routes!.ServeAsync(context, wireMock));
            }
        );
        Server = MockHost.Start(options, settings);
        _admin = options.AdminInterface ? new AdminMappings(Server) : null;
        var accessKey = new AccessKeyCheck(options.AccessKey);
        _journal = new MockJournal(Server, settings, _contract);
        _mappings = new OperationMappings(
            Server,
            _contract,
            new OperationAnswers(
                _jobs,
                _scenarios,
                _faults,
                accessKey,
                options.AllowUnknownFields,
                Exam
            ),
            _faults
        );
        if (settings.FileSystemHandler is MappingFiles files)
        {
            _mappingFolder = new MappingFolder(Server, files, _mappings.Has, options.Log);
        }

        var calls = new ApiCalls(
            _contract,
            _scenarios,
            _journal,
            options.LogRequests ? options.Log : null
        );
        if (options.ForwardTo is not null)
        {
            _seen = new SeenTraffic(options, _contract);
            _forwarded = new ForwardedCalls(
                options,
                _contract,
                _seen,
                _journal,
                calls,
                _stopping.Token
            );
        }

        _routes = new MockRoutes(
            calls,
            new MediaFiles(_jobs, _faults, Exam),
            new ControlApi(this, _clock, new JobList(_contract, _jobs)),
            _scenarios,
            new ControlGuard(options, accessKey),
            _mappings,
            _admin,
            options.MappingsFolder is not null,
            _forwarded
        );
    }

    /// <summary>
    /// WireMock's server, which the mock runs on. The operations of the contract are its mappings, titled with their
    /// ids, at priority 1000. A mapping that is added with Given goes first, unless its priority number is above 1000.
    /// </summary>
    public WireMockServer Server { get; }

    /// <summary>The address of the mock, without the path of the API.</summary>
    public Uri Url => new UriBuilder(_options.Url) { Port = Server.Port }.Uri;

    /// <summary>The base URL to give a client, up to and including "/v1/ai".</summary>
    public Uri BaseUrl => new(Url, _contract.Current.BasePaths[0]);

    /// <summary>All scenarios: those of every mock, and those of the options.</summary>
    public IReadOnlyCollection<MockScenario> Scenarios => _scenarios.All;

    /// <summary>The exam of the client; null without <see cref="CloudswayMockOptions.Exam"/>.</summary>
    public MockExam? Exam { get; }

    /// <summary>The contract that is served.</summary>
    public ContractDocument Contract => _contract.Current;

    /// <summary>Starts a mock.</summary>
    /// <param name="options">The options; the defaults suit a test.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running mock; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option cannot be used; the message says what is allowed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The contract or a mapping file cannot be read, or the port is in use or not allowed.
    /// </exception>
    public static async Task<CloudswayMock> StartAsync(
        CloudswayMockOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new CloudswayMockOptions();
        options.Check();
        if (options.RecordFolder is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        // The server takes about as long to start.
        var contract = Task.Run(
            () => ContractDocument.LoadAsync(options.ContractPath, cancellationToken),
            cancellationToken
        );
        var mock = await Task.Run(() => new CloudswayMock(options), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            mock._contract.Current = await contract.ConfigureAwait(false);
            mock._mappings.Register();
            mock.ReadFiles();
            mock._isReady.SetResult();
        }
        catch
        {
            mock._isReady.SetCanceled(CancellationToken.None);
            await mock.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return mock;
    }

    /// <summary>Stops the mock and frees its port.</summary>
    /// <returns>A task that ends when the mock has stopped.</returns>
    public async ValueTask DisposeAsync()
    {
        _changes.ForEach(change => change.Dispose());
        if (_forwarded is not null)
        {
            await _forwarded.FinishAsync().ConfigureAwait(false);
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await MockHost.StopAsync(Server, _kestrel!).ConfigureAwait(false);
        _forwarded?.Dispose();
        _stopping.Dispose();
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentNullException">There is no base URL.</exception>
    CloudswayOptions IGatewayStandIn.ClientOptions(
        Uri familyBaseUrl,
        bool hasEndpointPath,
        string scenario,
        Action<CloudswayOptions>? configure
    )
    {
        var path = familyBaseUrl.AbsolutePath.TrimEnd('/');
        var options = new CloudswayOptions
        {
            AccessKey = _options.AccessKey ?? DefaultAccessKey,
            EndpointPath = scenario,
            BaseUrl = new Uri(Url, hasEndpointPath ? path : $"/{scenario}{path}"),
            TimeProvider = _options.TimeProvider,
            Polling = { Interval = TimeSpan.FromMilliseconds(100) },
        };
        configure?.Invoke(options);
        return options;
    }
}
