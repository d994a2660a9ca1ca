using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Control;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Page;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Builder;
using WireMock.Server;

namespace CloudswayVideo.MockServer;

/// <summary>A running stand-in for the gateway. Each one has its own jobs, so that tests can run in parallel.</summary>
public sealed partial class CloudswayMock : IAsyncDisposable
{
    private const string DefaultAccessKey = "mock-access-key";

    private readonly CloudswayMockOptions _options;
    private readonly ServedContract _contract;
    private readonly MockJournal _journal;
    private readonly ScenarioChoice _scenarios;
    private readonly TaskStore _tasks;
    private readonly MockClock _clock;
    private readonly FaultPlan _faults;
    private readonly OperationMappings _mappings;
    private readonly MappingFolder? _mappingFolder;
    private readonly List<FileChanges> _changes = [];
    private readonly CancellationTokenSource _stopping = new();

    private CloudswayMock(CloudswayMockOptions options, ContractDocument contract)
    {
        _options = options;
        _contract = new ServedContract(contract);
        _scenarios = new ScenarioChoice(options);
        _clock = new MockClock(options.TimeProvider, options.TimeScale);
        _faults = new FaultPlan(options.TimeProvider, _stopping.Token);
        _tasks = new TaskStore(_contract, options, _clock);
        var routes = new TaskCompletionSource<MockRoutes>();
        Server = MockHost.Start(
            options,
            application =>
            {
                application.Use(new RequestGuard(options).ServeAsync);
                new MockPage(_contract, options.Scenario).Use(application);
                application.Use(
                    // Who knows the port may be faster than the mappings.
                    async (context, wireMock) =>
                        await (await routes.Task.ConfigureAwait(false))
                            .ServeAsync(context, wireMock)
                            .ConfigureAwait(false)
                );
            }
        );
        var admin = options.AdminInterface ? new AdminMappings(Server) : null;
        var accessKey = new AccessKeyCheck(options.AccessKey);
        _journal = new MockJournal(Server, _contract);
        _mappings = new OperationMappings(
            Server,
            _contract,
            new OperationAnswers(_tasks, _scenarios, _faults, accessKey),
            _faults
        );
        _mappings.Register();
        _mappingFolder = options.MappingsFolder is { } folder
            ? new MappingFolder(
                Server,
                Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)),
                _mappings.Has,
                options.Log
            )
            : null;
        routes.SetResult(
            new MockRoutes(
                new ApiCalls(_contract, _journal, options.Log),
                new MediaFiles(_tasks, _faults),
                new ControlApi(this, _clock, new TaskList(_contract, _tasks)),
                _scenarios,
                new ControlGuard(options, accessKey),
                _mappings,
                admin
            )
        );
    }

    /// <summary>
    /// WireMock's server, which carries the mock. The operations of the contract are mappings of it, titled with their ids, at
    /// priority 1000. A mapping that is added with Given goes before them, unless its priority is above that.
    /// </summary>
    public WireMockServer Server { get; }

    /// <summary>Where the mock listens, without the path of the API.</summary>
    public Uri Url => new UriBuilder(_options.Url) { Port = Server.Port }.Uri;

    /// <summary>The base URL to give a client, up to and including "/v1/ai".</summary>
    public Uri BaseUrl => new(Url, _contract.Current.BasePaths[0]);

    /// <summary>The scenarios that it has: those of every mock, and its own.</summary>
    public IReadOnlyCollection<MockScenario> Scenarios => _scenarios.All;

    internal ContractDocument Contract => _contract.Current;

    /// <summary>Starts a mock.</summary>
    /// <param name="options">How it behaves; by default as suits a test.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The running mock; dispose it to stop it.</returns>
    /// <exception cref="ArgumentException">An option cannot be used; the message says what is allowed.</exception>
    /// <exception cref="InvalidOperationException">
    /// The contract or a mapping file cannot be read, or the port is taken or not allowed.
    /// </exception>
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
        var mock = await Task.Run(() => new CloudswayMock(options, contract), cancellationToken)
            .ConfigureAwait(false);
        try
        {
            mock.ReadFiles();
        }
        catch
        {
            await mock.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        return mock;
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
            .Current.Operations.Select(operation => operation.Family)
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

    /// <summary>Ends a job now, as its scenario lets it end; well, if it would never.</summary>
    /// <param name="id">The id that submitting it returned.</param>
    /// <exception cref="ArgumentException">There is no job of that id.</exception>
    public void EndJob(string id)
    {
        var tasks = _tasks.Find(id);
        if (tasks.Count == 0)
        {
            throw new ArgumentException("There is no job of that id.", nameof(id));
        }

        foreach (var task in tasks)
        {
            task.End();
        }
    }

    /// <summary>
    /// Makes the mock as it was at its start: forgets jobs, requests, faults, injected scenarios, time that was advanced, and
    /// mappings that were added to <see cref="Server"/>, but for those of <see cref="CloudswayMockOptions.MappingsFolder"/>.
    /// </summary>
    public void Reset()
    {
        Server.Reset();
        _mappings.Register();
        _mappingFolder?.Read(isStart: false);
        _tasks.Clear();
        _faults.Clear();
        _scenarios.Clear();
        _clock.Reset();
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
    /// <exception cref="ArgumentException">There is no such operation, or it has no example for a refusal.</exception>
    public void Inject(string operationId, MockFault fault, int calls = 1)
    {
        var operation = Contract.Operations.FirstOrDefault(operation =>
            operation.Id == Known(operationId)
        );
        if (
            fault is { Kind: FaultKind.Refusal }
            && operation?.ReplyExamples(fault.StatusCode) is { } examples
            && !(fault.Example is { } name ? examples.ContainsKey(name) : examples.Count > 0)
        )
        {
            throw new ArgumentException(
                $"{operationId} has no example {(fault.Example is { } missing ? $"\"{missing}\" " : "")}for status {fault.StatusCode}. It has status {string.Join(", ", operation.StatusCodes)}{(examples.Count == 0 ? "" : $", and for that one {string.Join(", ", examples.Keys)}")}.",
                nameof(fault)
            );
        }

        _faults.Inject(operationId, fault, calls);
    }

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
        _changes.ForEach(change => change.Dispose());
        await _stopping.CancelAsync().ConfigureAwait(false);
        await MockHost.StopAsync(Server).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private void ReadFiles()
    {
        if (_mappingFolder is { } mappings)
        {
            mappings.Read(isStart: true);
            _changes.Add(
                new FileChanges(
                    Path.GetFullPath(_options.MappingsFolder!),
                    "*.json",
                    () => mappings.Read(isStart: false)
                )
            );
        }

        if (_options is { WatchContract: true, ContractPath: { } path })
        {
            var file = Path.GetFullPath(path);
            _changes.Add(
                new FileChanges(
                    Path.GetDirectoryName(file)!,
                    Path.GetFileName(file),
                    () => _ = ReadContractAsync(file)
                )
            );
        }
    }

    private async Task ReadContractAsync(string file)
    {
        try
        {
            _contract.Current = await ContractDocument
                .LoadAsync(file, _stopping.Token)
                .ConfigureAwait(false);
            _mappings.Register();
            _options.Log?.Invoke($"{file} was read again.");
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            _options.Log?.Invoke(
                $"{exception.Message} The contract that was read before it is served."
            );
        }
    }

    private string Known(string operationId)
    {
        var known = _contract
            .Current.Operations.Select(operation => operation.Id)
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
