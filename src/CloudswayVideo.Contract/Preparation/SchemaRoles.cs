namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Marks which classes are sent and which are received: a sent class checks its limits, a received class keeps unknown
/// fields.
/// </summary>
/// <param name="schemas">The schemas, which have their C# names already.</param>
internal sealed class SchemaRoles(JObject schemas)
{
    // Whether a new object has an empty value here: a list, an object or an empty string. An empty value of another
    // type, such as 0, could be one that the caller has set.
    private static bool IsMadeEmpty(JToken property, JObject? type) =>
        (Json.Text(property["x-input"]) != "image" || property["items"] is not null)
        && property["additionalProperties"] is null
        && type?["enum"] is null
        && (
            Json.Text(property["type"]) is var kind
                && (kind == "array" || kind == "string" && !property["nullable"].IsTrue())
                && property["format"] is null
            || type?["properties"] is not null
        );

    public static JToken? ReplyOf(JObject operation) =>
        operation["responses"]?["200"]?["content"]?["application/json"]?["schema"];

    /// <summary>Gives each class its role, and marks its required and deprecated members.</summary>
    /// <param name="operations">The operations.</param>
    public void Give(IEnumerable<JObject> operations)
    {
        var (sent, received) = (new HashSet<string>(), new HashSet<string>());
        foreach (var operation in operations)
        {
            Collect(operation["requestBody"]?["content"]?["application/json"]?["schema"], sent);
            Collect(ReplyOf(operation), received);
        }

        foreach (var (name, value) in schemas.Members())
        {
            var schema = (JObject)value;
            schema["x-sent"] = sent.Contains(name);
            schema["x-received"] = received.Contains(name) || !sent.Contains(name);
            GiveMembers(schema, sent.Contains(name));
        }
    }

    private void Collect(JToken? schema, HashSet<string> found)
    {
        if (schema is null || Json.SchemaName(schema) is { } name && !found.Add(name))
        {
            return;
        }

        var whole = Json.SchemaName(schema) is { } reference ? schemas[reference]! : schema;
        foreach (var (_, property) in whole["properties"].Members())
        {
            Collect(property, found);
        }

        Collect(whole["items"], found);
        Collect(whole["additionalProperties"] as JObject, found);
    }

    private void GiveMembers(JObject schema, bool isSent)
    {
        var required = (schema["required"] as JArray ?? []).Select(Json.Text).ToHashSet();
        schema.Remove("required");
        var stillRequired = new JArray();
        foreach (var (name, property) in schema["properties"].Members())
        {
            var type = Json.SchemaName(property) is { } reference
                ? schemas[reference] as JObject
                : null;
            property["x-deprecated"] = property["deprecated"].IsTrue();
            if (!isSent || !required.Contains(name))
            {
                continue;
            }

            property["x-required"] = true;
            if (IsMadeEmpty(property, type))
            {
                stillRequired.Add(name);
            }
        }

        if (stillRequired.Count > 0)
        {
            schema["required"] = stillRequired;
        }

        // Both roles have a hand-written member for unknown fields.
        if (schema["properties"] is not null)
        {
            schema["additionalProperties"] = false;
        }
    }
}
