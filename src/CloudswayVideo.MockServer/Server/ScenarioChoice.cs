using System.Collections.Concurrent;
using CloudswayVideo.Contract;

namespace CloudswayVideo.MockServer.Server;

/// <summary>The scenarios of one mock, and the choice of one for a request.</summary>
internal sealed class ScenarioChoice
{
    private readonly Dictionary<string, MockScenario> _scenarios = MockScenario.All.ToDictionary(
        scenario => scenario.Name
    );
    private readonly ConcurrentDictionary<string, ConcurrentQueue<MockScenario>> _injected = new();
    private readonly MockScenario _default;

    public ScenarioChoice(CloudswayMockOptions options)
    {
        foreach (var scenario in options.Scenarios)
        {
            _scenarios[scenario.Name] = scenario;
        }

        _default = Find(options.Scenario);
    }

    public IReadOnlyCollection<MockScenario> All => _scenarios.Values;

    /// <summary>The scenario of a request.</summary>
    /// <param name="operation">The operation of the request.</param>
    /// <param name="values">The values of its parameters.</param>
    /// <param name="prefix">The scenario at the start of the path; null without one.</param>
    public MockScenario Choose(
        ContractOperation operation,
        Dictionary<string, string> values,
        string? prefix
    )
    {
        if (
            _injected.TryGetValue(operation.Id, out var queue) && queue.TryDequeue(out var injected)
        )
        {
            return injected;
        }

        return operation.ScenarioParameter is { } name ? At(values[name])
            : prefix is not null ? At(prefix)
            : _default;
    }

    /// <summary>
    /// Splits a path that begins with a scenario, which chooses it for operations without an endpoint path.
    /// </summary>
    public (string? Scenario, string Path) Split(string path) =>
        path.Split('/', 3) is [_, var first, var rest] && _scenarios.ContainsKey(first)
            ? (first, $"/{rest}")
            : (null, path);

    /// <summary>The scenario of an endpoint path.</summary>
    public MockScenario At(string endpointPath) =>
        _scenarios.GetValueOrDefault(endpointPath, _default);

    /// <summary>Forgets injected scenarios.</summary>
    public void Clear() => _injected.Clear();

    public void Inject(string operationId, string scenario, int calls)
    {
        var found = Find(scenario);
        var queue = _injected.GetOrAdd(operationId, _ => new());
        for (var call = 0; call < calls; call++)
        {
            queue.Enqueue(found);
        }
    }

    private MockScenario Find(string name) =>
        _scenarios.TryGetValue(name, out var scenario)
            ? scenario
            : throw new ArgumentException(
                $"There is no scenario \"{name}\". There are {string.Join(", ", _scenarios.Keys)}."
            );
}
