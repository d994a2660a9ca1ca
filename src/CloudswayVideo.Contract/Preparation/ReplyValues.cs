using CloudswayVideo.Contract.Checks;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Finds the values of a job (x-task-value) in a reply, at any depth and in lists, and writes down how C# reads them.
/// </summary>
/// <param name="schemas">The schemas, which have their names in C# already.</param>
internal sealed class ReplyValues(JObject schemas)
{
    private const int Deepest = 8;
    private const string CallFailure = "call-failure";

    /// <summary>What C# calls a value, and its type.</summary>
    private static readonly Dictionary<string, (string Member, string Type)> Members = new()
    {
        ["progress"] = ("IVideoReply.Progress", "double?"),
        ["file"] = ("IVideoReply.File", "string?"),
        ["url"] = ("IVideoReply.Url", "string?"),
        ["name"] = ("IVideoReply.Name", "string?"),
        ["created"] = ("IVideoReply.Created", "DateTimeOffset?"),
        ["expires"] = ("IVideoReply.Expires", "DateTimeOffset?"),
        ["width"] = ("IVideoReply.Width", "int?"),
        ["height"] = ("IVideoReply.Height", "int?"),
        ["reason"] = ("IVideoReply.Reason", "string?"),
        ["failure"] = ("IVideoReply.Failure", "ErrorDetail?"),
    };

    /// <summary>What a property that holds a value is read as, whatever the contract says the wire has.</summary>
    private static readonly Dictionary<string, JObject> Types = new()
    {
        ["id"] = Scalar("string", "id"),
        ["file"] = Scalar("string", "id"),
        ["url"] = Scalar("string"),
        ["name"] = Scalar("string"),
        ["reason"] = Scalar("string"),
        ["created"] = Scalar("string", "unixtime"),
        ["expires"] = Scalar("string", "unixtime"),
        ["progress"] = Scalar("number"),
        ["width"] = Scalar("integer"),
        ["height"] = Scalar("integer"),
        ["failure"] = new() { ["allOf"] = new JArray(Json.Reference("ErrorDetail")) },
    };

    /// <summary>Lets the properties that hold values be of the types that C# wants.</summary>
    public void SetTypes()
    {
        foreach (var property in schemas.Descendants().OfType<JObject>().ToList())
        {
            var list = property["items"] as JObject;
            if (ValueOf(property) is { } value && Types.TryGetValue(value, out var type))
            {
                var place = list ?? property;
                foreach (
                    var keyword in new[] { "allOf", "oneOf", "anyOf", "$ref", "format", "enum" }
                )
                {
                    place.Remove(keyword);
                }

                place.Merge(type);
            }
        }
    }

    /// <summary>Writes down the interfaces of a reply, and their members.</summary>
    /// <param name="name">The schema.</param>
    /// <param name="step">The part of the operation in the life of a job; null if it has none.</param>
    public void Describe(string name, string? step)
    {
        var schema = (JObject)schemas[name]!;
        // A schema may be the reply of several operations.
        schema["x-bases"] ??= new JArray();
        schema["x-members"] ??= new JObject();
        var bases = (JArray)schema["x-bases"]!;
        var members = (JObject)schema["x-members"]!;
        var places = Places(name, "", [name]).OrderBy(place => place.Depth).ToList();
        void Implement(string type)
        {
            if (!bases.Any(known => Json.Text(known) == type))
            {
                bases.Add(type);
            }
        }

        void Add(string member, string type, string? value)
        {
            if (value is not null)
            {
                members[member] = new JArray(type, value);
            }
        }

        var call = First(places, CallFailure);
        if (step is null && call is null)
        {
            return;
        }

        Implement(
            step switch
            {
                "submit" => "ISubmissionReply",
                "status" => "IJobReply",
                "file" => "IVideoReply",
                _ => "IReply",
            }
        );
        Add("IReply.CallFailure", "CallFailure?", call);
        if (step == "submit")
        {
            Add("ISubmissionReply.Id", "string?", First(places, "id"));
        }

        if (step is "status" or "file")
        {
            foreach (var (value, (member, type)) in Members)
            {
                Add(member, type, First(places, value));
            }

            Add("IVideoReply.Urls", "IEnumerable<string?>", All(places, "url"));
        }

        if (step == "status" && First(places, "status") is { } status)
        {
            Add("IJobReply.Phase", "VideoJobPhase", $"({status})?.Phase ?? VideoJobPhase.Unknown");
            Add("IJobReply.Status", "string?", $"({status})?.ToString()");
            Add("IJobReply.KnowsFailures", "bool", KnowsFailures(places) ? null : "false");
            Add(
                "IVideoReply.StatusReason",
                "ErrorReason",
                $"({status})?.Reason ?? ErrorReason.Unknown"
            );
        }
    }

    // A status such as "done" only tells that a job is over.
    private bool KnowsFailures(IEnumerable<Place> places) =>
        places.First(place => place.Value == "status").Property is { } property
        && Json.SchemaName(property) is { } name
        && schemas[name]?["x-phases"]?["Failed"] is not null;

    private static JObject Scalar(string type, string? format = null)
    {
        var schema = new JObject { ["type"] = type, ["nullable"] = true };
        if (format is not null)
        {
            schema["format"] = format;
        }

        return schema;
    }

    private static string? ValueOf(JToken property) =>
        Json.Text(property["x-task-value"]) ?? Json.Text(property["items"]?["x-task-value"]);

    private static string? First(IEnumerable<Place> places, string value)
    {
        var expressions = places
            .Where(place => place.Value == value)
            .Select(place =>
                place.IsList
                    ? $"{place.Expression}?.FirstOrDefault(value => value is not null)"
                    : place.Expression
            )
            .ToList();
        return expressions.Count == 0 ? null : string.Join(" ?? ", expressions);
    }

    // Only a list makes more than one; without one, the interface itself makes a list of the single value.
    private static string? All(List<Place> places, string value) =>
        places.Find(place => place.Value == value && place.IsList)?.Expression is { } list
            ? $"{list} ?? []"
            : null;

    /// <summary>The values within an object, with the expressions that read them.</summary>
    private IEnumerable<Place> Places(string name, string prefix, HashSet<string> above)
    {
        if (above.Count > Deepest)
        {
            yield break;
        }

        foreach (
            var (_, property) in ContractTree
                .Members(schemas[name]?["properties"])
                .Where(property => property.Value["x-alias-of"] is null)
        )
        {
            var expression = prefix + Json.Text(property[SchemaNames.Mark]);
            var items = property["items"];
            if (ValueOf(property) is { } value)
            {
                yield return new Place(value, expression, items is not null, above.Count, property);
            }
            else if (property["x-call-status"] is JArray successes)
            {
                var failure = CallFailureOf(name, prefix, property, successes);
                yield return new Place(CallFailure, failure, false, above.Count);
            }
            else if (Json.SchemaName(items ?? property) is { } inner && !above.Contains(inner))
            {
                foreach (var place in Inner(inner, expression, items is not null, above))
                {
                    yield return place;
                }
            }
        }
    }

    /// <summary>The expression that makes a failure of the code, its meaning and the words beside it.</summary>
    private string CallFailureOf(string name, string prefix, JToken property, JArray successes)
    {
        var code = prefix + Json.Text(property[SchemaNames.Mark]);
        var type = Json.Text(property["type"]);
        var text = type switch
        {
            "string" => code,
            "integer" or "number" =>
                $"{code}?.ToString(System.Globalization.CultureInfo.InvariantCulture)",
            _ => $"({code})?.ToString()",
        };
        var isEnum =
            Json.SchemaName(property) is { } named && schemas[named]?["x-reasons"] is not null;
        var reason =
            isEnum ? $"({code})?.Reason"
            : property["x-reasons"] is null ? "null"
            : $"{code}Reason";
        var words = ContractTree
            .Members(schemas[name]!["properties"])
            .Where(sibling => ContractTree.IsTrue(sibling.Value["x-call-message"]))
            .Select(sibling => prefix + Json.Text(sibling.Value[SchemaNames.Mark]))
            .FirstOrDefault("null");
        var well = string.Join(
            ", ",
            successes.Select(value => JsonConvert.ToString(Words.Text(value)))
        );
        return $"CallFailure.Of({text}, {reason}, {words}, {well})";
    }

    private IEnumerable<Place> Inner(
        string name,
        string expression,
        bool isList,
        HashSet<string> above
    )
    {
        HashSet<string> deeper = [.. above, name];
        if (!isList)
        {
            return Places(name, $"{expression}?.", deeper);
        }

        var item = $"item{deeper.Count}";
        return Places(name, $"{item}?.", deeper)
            .Select(place =>
                place with
                {
                    Expression = place.IsList
                        ? $"{expression}?.SelectMany({item} => {place.Expression} ?? [])"
                        : $"{expression}?.Select({item} => {place.Expression})",
                    IsList = true,
                }
            );
    }

    private sealed record Place(
        string Value,
        string Expression,
        bool IsList,
        int Depth,
        JToken? Property = null
    );
}
