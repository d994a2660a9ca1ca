namespace CloudswayVideo.Contract;

/// <summary>
/// An OpenAPI Overlay, 1.0 or 1.1: the differences between a gateway and the contract, as actions that change it.
/// </summary>
public sealed partial class Overlay
{
    private static readonly string[] Keywords = ["overlay", "info", "extends", "actions"];
    private static readonly string[] OfActions = "target description update remove copy".Split(' ');

    private static readonly JsonMergeSettings Merging = new()
    {
        MergeArrayHandling = MergeArrayHandling.Concat,
        MergeNullValueHandling = MergeNullValueHandling.Merge,
    };

    private readonly string _name;
    private readonly bool _isNewer;
    private readonly IReadOnlyList<JObject> _actions;

    private Overlay(string name, JObject document, IReadOnlyList<JObject> actions)
    {
        _name = name;
        _isNewer = ((string)document["overlay"]!).StartsWith("1.1.", StringComparison.Ordinal);
        _actions = actions;
        Extends = document["extends"].Text();
    }

    /// <summary>
    /// The contract that the overlay extends: a path relative to its own file, or a URL; null if it names none.
    /// </summary>
    public string? Extends { get; }

    /// <summary>Reads an overlay.</summary>
    /// <param name="text">YAML or JSON.</param>
    /// <param name="name">The file, or another name of the overlay, for error messages.</param>
    /// <returns>The overlay.</returns>
    /// <exception cref="ContractException">The text is not an overlay of version 1.0 or 1.1.</exception>
    public static Overlay Parse(string text, string name)
    {
        var document = ContractText.Read(text, name);
        if (
            document["overlay"] is null
            || document["actions"] is not JArray { Count: > 0 } actions
            || actions.Any(action => action is not JObject)
        )
        {
            throw new ContractException(
                $"{name} is not an overlay. It needs \"overlay: 1.0.0\" and a list of \"actions\", each "
                    + "with a \"target\" and an \"update\" or \"remove: true\"."
            );
        }

        CheckKeywords(document, Keywords, name);
        return Version().IsMatch(document["overlay"].Text() ?? "")
            ? new Overlay(name, document, actions.Cast<JObject>().ToList())
            : throw new ContractException(
                $"{name} is an overlay of version {Words.Text(document["overlay"])}. Only 1.0 and "
                    + "1.1 can be read: write \"overlay: 1.0.0\"."
            );
    }

    /// <summary>Changes a contract.</summary>
    /// <param name="contract">The contract.</param>
    /// <exception cref="ContractException">An action cannot be carried out; the message says which and why.</exception>
    public void ApplyTo(JObject contract)
    {
        for (var index = 0; index < _actions.Count; index++)
        {
            var at = _actions[index].Annotation<TextPosition>()!;
            Apply(_actions[index], contract, $"{_name}({at.Line},{at.Column}): action {index + 1}");
        }
    }

    private void Apply(JObject action, JObject contract, string which)
    {
        CheckAction(action, which);
        var target =
            action["target"].Text()
            ?? throw new ContractException(
                $"{which} has {(action["target"] is { } other ? Words.Found(other) + " as" : "no")} \"target\". "
                    + "Give a JSONPath such as $.components.schemas.HailuoVideoRequest."
            );
        foreach (var place in Select(contract, target, which))
        {
            if (action["remove"].IsTrue())
            {
                // In an object, a JSONPath selects the value; the whole property has to go.
                (
                    place.Parent is JProperty property ? property : RequirePart(place, which)
                ).Remove();
            }
            else
            {
                Update(place, Change(action, contract, which), which);
            }
        }
    }

    private static JToken RequirePart(JToken place, string which) =>
        place.Parent is null
            ? throw new ContractException(
                $"{which} removes $, which is the whole contract. Target a part of it."
            )
            : place;

    private static void CheckKeywords(JObject fields, string[] keywords, string which)
    {
        if (
            fields
                .Properties()
                .Select(field => field.Name)
                .Except(keywords)
                .FirstOrDefault(name => !name.StartsWith("x-", StringComparison.Ordinal)) is
            { } name
        )
        {
            throw new ContractException(
                $"{which} has \"{name}\", which is not a keyword of "
                    + $"{(keywords == Keywords ? "an overlay" : "an action")}; {Words.Allowed(name, keywords)}"
            );
        }
    }

    private void CheckAction(JObject action, string which)
    {
        CheckKeywords(action, OfActions, which);
        if (action["remove"].IsTrue() && (action["update"] ?? action["copy"]) is not null)
        {
            throw new ContractException(
                $"{which} has \"remove: true\" beside an update, which would be ignored. Remove one of them."
            );
        }

        if (action["remove"] is { Type: not JTokenType.Boolean } remove)
        {
            throw new ContractException(
                $"{which} has \"remove\" with {Words.Found(remove)}; it must be true or false."
            );
        }

        if (action["copy"] is not null && !_isNewer)
        {
            throw new ContractException($"{which} has \"copy\", which needs \"overlay: 1.1.0\".");
        }
    }

    private static JToken Change(JObject action, JObject contract, string which) =>
        action["copy"].Text() is { } source
            ? Select(contract, source, which) is [var only]
                ? only.DeepClone()
                : throw new ContractException(
                    $"{which} copies {source}, which is several places. Name one."
                )
            : action["update"]
                ?? throw new ContractException(
                    $"{which} has neither \"update\" nor \"remove: true\". Add one of them."
                );

    private void Update(JToken place, JToken update, string which)
    {
        switch (place)
        {
            case JObject existing when update is JObject changes:
                existing.Merge(changes, Merging);
                Locate(existing, changes);
                break;
            case JArray list when _isNewer && update is JArray more:
                list.Merge(more, Merging);
                break;
            case JArray list:
                list.Add(update);
                break;
            case JValue value when _isNewer && update is JValue:
                value.Replace(update);
                break;
            default:
                throw new ContractException(
                    $"{which} updates {place.Path}, which is {Words.Found(place)}, with "
                        + $"{Words.Found(update)}. Target the object around it."
                );
        }
    }

    [GeneratedRegex(@"\A1\.[01]\.[0-9]+\z")]
    private static partial Regex Version();
}
