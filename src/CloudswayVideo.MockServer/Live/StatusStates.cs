using CloudswayVideo.MockServer.Contract;
using NJsonSchema;

namespace CloudswayVideo.MockServer.Live;

/// <summary>The states that a job walks through, in the order in which the contract lists the values of its status.</summary>
internal sealed record StatusStates(string PropertyName, IReadOnlyList<string> Open, string Succeeded)
{
    /// <summary>Reads the states of a status operation. Its examples are named for the status they show, in lower case.</summary>
    public static StatusStates Of(ContractOperation operation)
    {
        var (name, schema) = operation.ReplySchema(200)!.ActualSchema.ActualProperties
            .Select(property => (property.Key, Schema: property.Value.ActualTypeSchema))
            .First(property => Phases(property.Schema) is not null);
        var phases = Phases(schema)!;
        var values = schema.Enumeration.Select(value => value!.ToString()!.ToLowerInvariant()).ToList();
        return new StatusStates(
            name,
            values.Where(value => phases["Pending"].Contains(value) || phases["Running"].Contains(value)).ToList(),
            values.First(phases["Succeeded"].Contains));
    }

    public string Running(double progress) => Open[Math.Min((int)(progress * Open.Count), Open.Count - 1)];

    private static Dictionary<string, HashSet<string>>? Phases(JsonSchema schema) =>
        schema.ExtensionData?.TryGetValue("x-phases", out var phases) == true && phases is IDictionary<string, object> map
            ? map.ToDictionary(phase => phase.Key, phase => ((IEnumerable<object>)phase.Value).Select(value => value.ToString()!).ToHashSet())
            : null;
}
