namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Finds the values of a job (x-task-value) in a reply, at any depth and in lists, and writes how C# reads them.
/// </summary>
/// <param name="schemas">The schemas, which have their C# names already.</param>
internal sealed partial class ReplyValues(JObject schemas)
{
    /// <summary>
    /// The C# type of each value, and the JSON type and format that the client reads it as, whatever the wire has.
    /// </summary>
    private static readonly Dictionary<string, (string CSharp, string Json, string? Format)> Types =
        new()
        {
            ["id"] = ("string?", "string", "id"),
            ["progress"] = ("double?", "number", null),
            ["file"] = ("string?", "string", "id"),
            ["url"] = ("string?", "string", null),
            ["name"] = ("string?", "string", null),
            ["created"] = ("DateTimeOffset?", "string", "unixtime"),
            ["expires"] = ("DateTimeOffset?", "string", "unixtime"),
            ["width"] = ("int?", "integer", null),
            ["height"] = ("int?", "integer", null),
            ["reason"] = ("string?", "string", null),
            ["failure"] = ("ErrorDetail?", "object", null),
        };

    // What may say another type.
    private static readonly string[] Replaced = "allOf oneOf anyOf $ref format enum".Split(' ');

    /// <summary>Gives the properties that hold values the types that the client reads them as.</summary>
    public void SetTypes()
    {
        var properties = schemas
            .Members()
            .SelectMany(schema => schema.Value["properties"].Members());
        foreach (var (_, property) in properties)
        {
            var list = property["items"] as JObject;
            if (ValueOf(property) is { } value && Types.TryGetValue(value, out var type))
            {
                var place = list ?? (JObject)property;
                place.Fields(Replaced).ToList().ForEach(keyword => keyword.Remove());
                place.Merge(
                    value == "failure"
                        ? new JObject { ["allOf"] = new JArray(Json.Reference("ErrorDetail")) }
                        : new JObject { ["type"] = type.Json, ["nullable"] = true }
                );
                if (type.Format is not null)
                {
                    place["format"] = type.Format;
                }
            }
        }
    }

    /// <summary>Writes the interfaces of a reply and their members into its schema.</summary>
    /// <param name="name">The schema.</param>
    /// <param name="step">The x-task-step of the operation; null if it has none.</param>
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
            if (!bases.Any(known => known.Text() == type))
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
            foreach (var (value, type) in Types.Where(type => type.Key != "id"))
            {
                Add($"IVideoReply.{CSharpName.Member(value)}", type.CSharp, First(places, value));
            }

            Add("IVideoReply.Urls", "IEnumerable<string?>", All(places, "url"));
            Add("IVideoReply.Files", "IEnumerable<string?>", All(places, "file"));
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

    // A status such as "done" says only that a job has ended.
    private bool KnowsFailures(IEnumerable<Place> places) =>
        places.First(place => place.Value == "status").Property is { } property
        && Json.SchemaName(property) is { } name
        && schemas[name]?["x-phases"]?["Failed"] is not null;

    // The mark may be on the property, on its items, or on the schema that one of them refers to.
    private string? ValueOf(JToken property) =>
        new[] { property, property["items"] }
            .SelectMany(one => new[] { one, schemas[Json.SchemaName(one) ?? ""] })
            .Select(one => one?["x-task-value"].Text())
            .FirstOrDefault(value => value is not null);
}
