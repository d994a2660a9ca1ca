namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Marks which classes are sent and which are received: a sent class checks its limits, a received class keeps unknown
/// fields.
/// </summary>
/// <param name="tree">The document.</param>
/// <param name="schemas">Its schemas, which have their C# names already.</param>
internal sealed class SchemaRoles(ContractTree tree, JObject schemas)
{
    // Whether a new object has an empty value here: a list, an object or an empty string. An empty value of another
    // type, such as 0, could be one that the caller has set.
    private static bool IsMadeEmpty(JToken property, JObject? type) =>
        (property["x-input"].Text() != "image" || property["items"] is not null)
        && property["additionalProperties"] is null
        && type?["enum"] is null
        && (
            property["type"].Text() is var kind
                && (kind == "array" || kind == "string" && !property["nullable"].IsTrue())
                && property["format"] is null
            || type?["properties"] is not null
        );

    public static JToken? ReplyOf(JObject operation) => Json.BodyOf(operation["responses"]?["200"]);

    /// <summary>Gives each class its role, and marks its required and deprecated members.</summary>
    /// <param name="operations">The operations.</param>
    public void Give(IEnumerable<JObject> operations)
    {
        var (sent, received) = (new HashSet<JObject>(), new HashSet<JObject>());
        foreach (var operation in operations)
        {
            tree.Collect(Json.BodyOf(operation["requestBody"]), sent);
            tree.Collect(ReplyOf(operation), received);
        }

        foreach (var schema in schemas.PropertyValues().Cast<JObject>())
        {
            var isSent = sent.Contains(schema);
            schema["x-sent"] = isSent;
            schema["x-received"] = received.Contains(schema) || !isSent;
            GiveMembers(schema, isSent);
        }
    }

    private void GiveMembers(JObject schema, bool isSent)
    {
        var required = schema["required"].Items().Select(Tokens.Text).ToHashSet();
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
