using System.Globalization;
using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Live;

/// <summary>
/// The examples that a job walks through, in the order in which the contract lists the values of its status.
/// </summary>
internal sealed class StatusStates
{
    private readonly ContractReply _reply;
    private readonly List<string> _open;

    public StatusStates(ContractOperation operation)
    {
        _reply = operation.Reply(operation.SuccessCode)!;
        var (status, phases) =
            _reply.Status()
            ?? throw Incomplete(
                operation,
                "property that is marked with \"x-task-value: status\" and has x-phases"
            );
        WholeProgress = _reply.Examples.Any(example => IsAboveOne(example.Key, example.Value))
            ? 100
            : 1;
        var shown = _reply
            .Examples.Keys.Select(name => (Name: name, Status: StatusIn(name)))
            .ToList();
        // In the order of the enum; of a status that has none, in that of the examples.
        var known = status.ActualTypeSchema.Enumeration.Select(value => value?.ToString());
        var names = (known.Any() ? known : shown.Select(example => example.Status))
            .Select(value => shown.Find(example => example.Status == value))
            .Where(example => example.Name is not null)
            .Select(example => (Phase: Phase(phases, example.Status!), Example: example.Name))
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

    public string Succeeded { get; }

    /// <summary>Puts another word in the place of the status.</summary>
    public void SetStatus(string example, JToken reply, string status) =>
        _reply
            .PlacesOf(example)
            .First(place => place.Value == "status")
            .In(reply)
            .Replace(new JValue(status));

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

    private string? StatusIn(string example) =>
        _reply
            .PlacesOf(example)
            .FirstOrDefault(place => place.Value == "status")
            ?.In(_reply.Examples[example])
            .ToString(CultureInfo.InvariantCulture);

    // Of a percentage as a text, the sign tells it.
    private bool IsAboveOne(string example, JToken reply) =>
        _reply
            .PlacesOf(example)
            .Where(place => place.Value == "progress")
            .Select(place => place.In(reply).ToString(CultureInfo.InvariantCulture))
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

    private static InvalidOperationException Incomplete(
        ContractOperation operation,
        string missing
    ) => new($"The contract's {operation.Id} has no {missing}, so its jobs cannot be shown.");
}
