using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Page;
using CloudswayVideo.MockServer.Server;

namespace CloudswayVideo.MockServer;

/// <summary>A running stand-in for the gateway. Each one has its own jobs, so that tests can run in parallel.</summary>
public sealed partial class CloudswayMock : IAsyncDisposable
{
    private const string DefaultAccessKey = "mock-access-key";

    private readonly CloudswayMockOptions _options;
    private readonly ContractDocument _contract;
    private readonly MockJournal _journal = new();
    private readonly ScenarioChoice _scenarios;
    private readonly TaskStore _tasks;
    private readonly MockClock _clock;
    private readonly FaultPlan _faults;
    private readonly MockHost _host;
    private readonly CancellationTokenSource _stopping = new();

    private CloudswayMock(CloudswayMockOptions options, ContractDocument contract)
    {
        _options = options;
        _contract = contract;
        _scenarios = new ScenarioChoice(options);
        _clock = new MockClock(options.TimeProvider, options.TimeScale);
        _faults = new FaultPlan(options.TimeProvider, _stopping.Token);
        _tasks = new TaskStore(contract, options, _clock);
        var accessKey = new AccessKeyCheck(options.AccessKey);
        _host = new MockHost(
            options,
            hasMappings => new MockRoutes(
                new MockPipeline(contract, _tasks, _scenarios, _faults, _journal, accessKey),
                new MediaFiles(_tasks, _faults),
                new MockPage(contract, _tasks, options),
                _scenarios,
                new HostCheck(options),
                new AdminGuard(options, accessKey),
                hasMappings
            )
        );
    }

    /// <summary>Where the mock listens, without the path of the API.</summary>
    public Uri Url => new UriBuilder(_options.Url) { Port = _host.Port }.Uri;

    /// <summary>The base URL to give a client, up to and including "/v1/ai".</summary>
    public Uri BaseUrl => new(Url, _contract.BasePaths[0]);

    /// <summary>The scenarios that it has: those of every mock, and its own.</summary>
    public IReadOnlyCollection<MockScenario> Scenarios => _scenarios.All;

    internal ContractDocument Contract => _contract;

    /// <summary>Starts a mock.</summary>
    /// <param name="options">How it behaves; by default as suits a test.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running mock; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option cannot be used; the message says what is allowed.</exception>
    /// <exception cref="InvalidOperationException">The contract cannot be read, or the port cannot be had.</exception>
    public static async Task<CloudswayMock> StartAsync(
        CloudswayMockOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        options ??= new CloudswayMockOptions();
        options.Check();
        var contract = await ContractDocument
            .LoadAsync(options.ContractPath, cancellationToken)
            .ConfigureAwait(false);
        return await Task.Run(() => new CloudswayMock(options, contract), cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A client of this mock.</summary>
    /// <param name="scenario">What becomes of its jobs; see <see cref="Scenarios"/>.</param>
    /// <param name="configure">Changes the client's options.</param>
    /// <returns>The client.</returns>
    public HailuoClient CreateHailuoClient(
        string scenario = "success",
        Action<CloudswayOptions>? configure = null
    ) => new(ClientOptions(scenario, configure));

    /// <inheritdoc cref="CreateHailuoClient" />
    public HaiperClient CreateHaiperClient(
        string scenario = "success",
        Action<CloudswayOptions>? configure = null
    ) => new(ClientOptions(scenario, configure));

    /// <summary>
    /// Adds a job that was submitted elsewhere, to a mock of another process for one, so that it can be asked about by its
    /// id. A job of that id that is there already stays as it is.
    /// </summary>
    /// <param name="family">The family, as <see cref="VideoJob.Family"/> names it; in any case.</param>
    /// <param name="id">The id that submitting it returned: one segment of a path.</param>
    /// <param name="endpointPath">The endpoint path that it was submitted at, which chooses its scenario as that of a request does.</param>
    /// <param name="age">How long ago it was submitted; just now by default.</param>
    /// <exception cref="ArgumentException">There is no such family, the id is blank, or the age is negative.</exception>
    public void AddJob(
        string family,
        string id,
        string endpointPath = "success",
        TimeSpan age = default
    )
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(age, TimeSpan.Zero);
        var families = _contract
            .Operations.Select(operation => operation.Family)
            .Distinct()
            .ToList();
        var known =
            families.Find(known => known.Equals(family, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no family \"{family}\". There are {string.Join(", ", families)}.",
                nameof(family)
            );
        _tasks.Add(known, _scenarios.At(endpointPath), _clock.Now - age, id);
    }

    /// <summary>
    /// Lets time pass for the mock: jobs get on and URLs expire. The clocks of clients stay, so that none of them runs out
    /// of time.
    /// </summary>
    /// <param name="by">How much time passes.</param>
    public void AdvanceTime(TimeSpan by) => _clock.Advance(by);

    /// <summary>Lets the next calls of an operation go wrong, whatever their scenario.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_getTask"; "media" for downloads.</param>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation.</exception>
    public void Inject(string operationId, MockFault fault, int calls = 1) =>
        _faults.Inject(Known(operationId), fault, calls);

    /// <summary>Gives the next calls of an operation another scenario than they chose; a job keeps it for life.</summary>
    /// <param name="operationId">The id of the contract's operation, such as "hailuo_createTask".</param>
    /// <param name="scenario">The name of the scenario.</param>
    /// <param name="calls">How many calls; one by default.</param>
    /// <exception cref="ArgumentException">There is no such operation or scenario.</exception>
    public void Inject(string operationId, string scenario, int calls = 1) =>
        _scenarios.Inject(Known(operationId), scenario, calls);

    /// <summary>Stops the mock and frees its port.</summary>
    /// <returns>When that is done.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _host.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    private string Known(string operationId)
    {
        var known = _contract
            .Operations.Select(operation => operation.Id)
            .Append(FaultPlan.Media)
            .ToList();
        return known.Contains(operationId)
            ? operationId
            : throw new ArgumentException(
                $"There is no operation \"{operationId}\". There are {string.Join(", ", known)}.",
                nameof(operationId)
            );
    }

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
