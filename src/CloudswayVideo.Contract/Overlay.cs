using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract;

/// <summary>
/// An OpenAPI Overlay 1.0: what somebody's gateway has more, less or otherwise than the contract says.
/// </summary>
public sealed class Overlay
{
    private static readonly JsonMergeSettings Merging = new()
    {
        MergeArrayHandling = MergeArrayHandling.Concat,
        MergeNullValueHandling = MergeNullValueHandling.Merge,
    };

    private readonly string _name;
    private readonly IReadOnlyList<JObject> _actions;

    private Overlay(string name, IReadOnlyList<JObject> actions)
    {
        _name = name;
        _actions = actions;
    }

    /// <summary>Reads an overlay.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">What to call it where it cannot be used.</param>
    /// <returns>The overlay.</returns>
    /// <exception cref="ContractException">The text is no overlay.</exception>
    public static Overlay Parse(string text, string name)
    {
        var document = ContractText.Read(text, name);
        return
            document["overlay"] is null
            || document["actions"] is not JArray { Count: > 0 } actions
            || actions.Any(action => action is not JObject)
            ? throw new ContractException(
                $"{name} is no overlay. It needs \"overlay: 1.0.0\" and a list of \"actions\", each with a \"target\" and an \"update\" or \"remove: true\"."
            )
            : new Overlay(name, actions.Cast<JObject>().ToList());
    }

    /// <summary>Changes a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <exception cref="ContractException">An action cannot be carried out; the message says which and why.</exception>
    public void ApplyTo(JObject contract)
    {
        for (var index = 0; index < _actions.Count; index++)
        {
            Apply(_actions[index], contract, $"Action {index + 1} of {_name}");
        }
    }

    private static void Apply(JObject action, JObject contract, string which)
    {
        var target =
            (string?)action["target"]
            ?? throw new ContractException(
                $"{which} has no \"target\". Give a JSONPath such as $.components.schemas.HailuoVideoRequest."
            );
        // The specification lets an action that finds nothing pass, which would hide every slip of the pen.
        var places = Select(contract, target, which) is { Count: > 0 } found
            ? found
            : throw new ContractException(
                $"{which} targets {target}, and the contract has no such place."
            );
        foreach (var place in places)
        {
            if ((bool?)action["remove"] == true)
            {
                // What a JSONPath selects in an object is the value; what is removed is the property.
                (place.Parent is JProperty property ? property : place).Remove();
            }
            else
            {
                Update(
                    place,
                    action["update"]
                        ?? throw new ContractException(
                            $"{which} has neither \"update\" nor \"remove: true\"."
                        ),
                    which
                );
            }
        }
    }

    private static List<JToken> Select(JObject contract, string target, string which)
    {
        try
        {
            return contract.SelectTokens(target).ToList();
        }
        catch (JsonException exception)
        {
            throw new ContractException(
                $"{which} targets {target}, which is no JSONPath: {exception.Message}",
                exception
            );
        }
    }

    private static void Update(JToken place, JToken update, string which)
    {
        switch (place)
        {
            case JObject existing when update is JObject changes:
                existing.Merge(changes, Merging);
                break;
            case JArray list:
                list.Add(update);
                break;
            default:
                throw new ContractException(
                    $"{which} updates {place.Path}, which is neither an object nor a list. Target the object around it."
                );
        }
    }
}
