using CloudswayVideo.Contract;
using NJsonSchema;

namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// The examples that a job walks through, in the order in which the contract lists the values of its status.
/// </summary>
internal sealed class StatusStates
{
    private readonly List<string> _open;

    public StatusStates(ContractOperation operation)
    {
        var reply = operation.Reply(operation.SuccessCode)!;
        var status =
            reply.Schema!.ActualSchema.ActualProperties.Values.FirstOrDefault(property =>
                ContractExtension.Of(property.ExtensionData, "x-task-value") == "status"
                && Phases(property) is not null
            )
            ?? throw Incomplete(
                operation,
                "property that is marked with \"x-task-value: status\" and has x-phases"
            );
        var phases = Phases(status)!;
        PropertyName = status.Name;
        WholeProgress = reply.Examples.Any(example =>
            reply
                .PlacesOf(example.Key)
                .Any(place => place.Value == "progress" && (double)place.In(example.Value) > 1)
        )
            ? 100
            : 1;
        var names = status
            .ActualTypeSchema.Enumeration.Select(value =>
                (
                    Phase: Phase(phases, value!.ToString()!),
                    Example: reply
                        .Examples.FirstOrDefault(example =>
                            example.Value[PropertyName]?.ToString() == value.ToString()
                        )
                        .Key
                )
            )
            .Where(state => state.Example is not null)
            .ToList();
        _open =
        [
            .. names
                .Where(state => state.Phase is "Pending" or "Running")
                .Select(state => state.Example),
        ];
        Succeeded =
            names.FirstOrDefault(state => state.Phase == "Succeeded").Example
            ?? throw Incomplete(operation, "example of success");
        if (_open.Count == 0)
        {
            throw Incomplete(operation, "example of a job that runs");
        }
    }

    /// <summary>What the examples call done: 1, or 100 if they count per cent.</summary>
    public int WholeProgress { get; }

    public string PropertyName { get; }

    public string Succeeded { get; }

    public string Running(double progress) =>
        _open[Math.Min((int)(progress * _open.Count), _open.Count - 1)];

    private static string? Phase(IDictionary<string, object> phases, string value) =>
        phases
            .FirstOrDefault(phase =>
                ((IEnumerable<object>)phase.Value).Any(known =>
                    value.Equals(known.ToString(), StringComparison.OrdinalIgnoreCase)
                )
            )
            .Key;

    private static IDictionary<string, object>? Phases(JsonSchema property) =>
        property.ActualTypeSchema.ExtensionData?.TryGetValue("x-phases", out var phases) == true
            ? phases as IDictionary<string, object>
            : null;

    private static InvalidOperationException Incomplete(
        ContractOperation operation,
        string missing
    ) => new($"The contract's {operation.Id} has no {missing}, so its jobs cannot be shown.");
}
