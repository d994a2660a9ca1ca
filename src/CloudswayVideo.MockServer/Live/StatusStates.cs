using System.Globalization;
using System.Runtime.CompilerServices;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Live;

/// <summary>How a job is shown: an example, and a status that replaces the status of the example.</summary>
internal readonly record struct ShownState(string Example, JToken? Status = null);

/// <summary>
/// The examples that show a job on its way, in the order in which the contract lists the values of the status. A phase
/// without an example is shown as the success, with a status of that phase and without the video.
/// </summary>
internal sealed class StatusStates
{
    private static readonly ConditionalWeakTable<ContractOperation, StatusStates> Known = [];

    private readonly ContractReply _reply;
    private readonly string _succeeded;
    private readonly List<ShownState> _open;
    private readonly ShownState? _failed;

    private StatusStates(ContractOperation operation)
    {
        _reply = operation.Reply(operation.SuccessCode)!;
        var (values, phases) =
            _reply.Status()
            ?? throw Incomplete(
                operation,
                "property that is marked with \"x-task-value: status\" and has x-phases"
            );
        WholeProgress = _reply.Examples.Keys.Any(IsAboveOne) ? 100 : 1;
        var knowsFailures = phases.TryGetValue("Failed", out var failed) && failed.Any();
        var shown = _reply
            .Examples.Keys.Select(name => (Name: name, Status: StatusIn(name)))
            .Where(example => example.Status is not null)
            .Select(example =>
                (
                    example.Name,
                    example.Status,
                    // Some gateways only say that a job has ended, and show a failure in another field.
                    Phase: !knowsFailures && HasFailure(example.Name)
                        ? "Failed"
                        : Phase(phases, example.Status!)
                )
            )
            .ToList();
        // In the order of the enum; without an enum, in the order of the examples.
        var known = values.Select(value => value.ToString());
        var names = (known.Any() ? known : shown.Select(example => example.Status))
            .Distinct()
            .SelectMany(value =>
                shown.Where(example => example.Status == value).DistinctBy(example => example.Phase)
            )
            .Select(example => (example.Phase, Example: example.Name))
            .ToList();
        _succeeded =
            names.FirstOrDefault(state => state.Phase == "Succeeded").Example
            ?? throw Incomplete(operation, "example of success");
        _open =
        [
            .. names
                .Where(state => state.Phase is "Pending" or "Running")
                .Select(state => new ShownState(state.Example)),
        ];
        if (_open.Count == 0)
        {
            _open.Add(
                Adapted(phases, "Running")
                    ?? Adapted(phases, "Pending")
                    ?? throw Incomplete(operation, "status of a job that runs")
            );
        }

        _failed = names.Exists(state => state.Phase == "Failed")
            ? new ShownState(names.Find(state => state.Phase == "Failed").Example)
            : Adapted(phases, "Failed");
    }

    /// <summary>The states of the jobs that an operation asks about.</summary>
    /// <exception cref="InvalidOperationException">The contract does not say how to show them.</exception>
    public static StatusStates Of(ContractOperation operation) =>
        Known.GetValue(operation, one => new StatusStates(one));

    /// <summary>The progress of a complete job: 1, or 100 if the examples count per cent.</summary>
    public int WholeProgress { get; }

    /// <summary>How a job that has ended is shown.</summary>
    /// <param name="example">The example that the scenario ends with; null for success.</param>
    /// <exception cref="InvalidOperationException">The contract has no status of a failure.</exception>
    public ShownState End(string? example) =>
        example is null ? new ShownState(_succeeded)
        : _reply.Examples.ContainsKey(example) ? new ShownState(example)
        : _failed
            ?? throw new InvalidOperationException(
                $"The contract has no example \"{example}\", and no status in the phase Failed."
            );

    /// <summary>Changes a reply that was made from the example of a state so that it shows the state.</summary>
    public void Adapt(JToken reply, ShownState state)
    {
        if (state.Status is not { } status)
        {
            return;
        }

        foreach (
            var place in _reply
                .PlacesOf(state.Example)
                .Where(place => place.Value is "url" or "file")
                .Reverse()
        )
        {
            var value = place.In(reply);
            (value.Parent is JProperty property ? property : (JToken)value).Remove();
        }

        SetStatus(state.Example, reply, status.DeepClone());
    }

    /// <summary>Replaces the status.</summary>
    public void SetStatus(string example, JToken reply, JToken status) =>
        _reply.PlacesOf(example).First(place => place.Value == "status").In(reply).Replace(status);

    public ShownState Running(double progress) =>
        _open[Math.Min((int)(progress * _open.Count), _open.Count - 1)];

    private ShownState? Adapted(JObject phases, string phase) =>
        phases.TryGetValue(phase, out var values) && values.FirstOrDefault() is { } value
            ? new ShownState(_succeeded, value.DeepClone())
            : null;

    private bool HasFailure(string example) =>
        Shown(example, "failure").Any(value => value.Type is not JTokenType.Null);

    private static string? Phase(JObject phases, string value) =>
        phases
            .Properties()
            .FirstOrDefault(phase =>
                phase.Value.Any(known =>
                    value.Equals(known.ToString(), StringComparison.OrdinalIgnoreCase)
                )
            )
            ?.Name;

    private string? StatusIn(string example) =>
        Shown(example, "status").FirstOrDefault()?.ToString(CultureInfo.InvariantCulture);

    // A text with a percent sign counts per cent, too.
    private bool IsAboveOne(string example) =>
        Shown(example, "progress")
            .Select(value => value.ToString(CultureInfo.InvariantCulture))
            .Any(text =>
                text.EndsWith('%')
                || double.TryParse(
                    text,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                    && number > 1
            );

    private IEnumerable<JValue> Shown(string example, string mark) =>
        _reply
            .PlacesOf(example)
            .Where(place => place.Value == mark)
            .Select(place => place.In(_reply.Examples[example]));

    private static InvalidOperationException Incomplete(
        ContractOperation operation,
        string missing
    ) => new($"The contract's {operation.Id} has no {missing}, so its jobs cannot be shown.");
}
