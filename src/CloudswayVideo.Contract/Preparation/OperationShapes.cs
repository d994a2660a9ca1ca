namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Gives an operation the shape that the templates print: parameters with C# names, one body, one reply, and the marks
/// x-key, x-server and x-constants.
/// </summary>
internal sealed class OperationShapes(JObject document, SchemaShapes schemas)
{
    // The names of the arguments that every method has.
    internal static readonly string[] OtherArguments =
        "cancellationToken progress onSubmitted request options".Split(' ');

    private readonly ContractTree _tree = new(document);

    /// <summary>Shapes an operation.</summary>
    /// <param name="found">The operation.</param>
    /// <param name="name">The name of the operation in C#; its unnamed parts are named after it.</param>
    public void Shape(FoundOperation found, string name)
    {
        var operation = found.Fields;
        ShapeParameters(found, name);
        ShapeBody(found, name);
        ShapeReply(operation, name);
        ShapeKey(operation);
        var server = (operation["servers"] ?? found.Path.Value["servers"])?.First;
        if (server?["url"].Text() is { } url)
        {
            operation["x-server"] = url;
        }

        operation.Remove("servers");
        operation.Remove("security");
        operation["x-question"] = found.IsQuestion;
        operation["x-deprecated"] = operation["deprecated"].IsTrue();
    }

    private void ShapeParameters(FoundOperation operation, string name)
    {
        var taken = OtherArguments.ToHashSet();
        var constants = new JObject();
        var shaped = new JArray();
        // A parameter of the operation wins over one of its path.
        foreach (var same in operation.Arguments.GroupBy(one => (one.In, one.Name)))
        {
            var (place, wireName) = same.Key;
            var parameter = (JObject)same.Last().Fields.DeepClone();
            var schema = parameter["schema"] as JObject ?? new JObject { ["type"] = "string" };
            if (same.Last().OnlyValue(_tree) is { } only)
            {
                constants[wireName] = new JArray(
                    CallOf(place),
                    only.ToString(Newtonsoft.Json.Formatting.None)
                );
                continue;
            }

            if (parameter["x-new-uuid"].IsTrue())
            {
                constants[wireName] = new JArray(CallOf(place));
                continue;
            }

            parameter["schema"] = parameter["x-task-value"] is null
                ? schemas.Use(schema, name + CSharpName.Member(wireName))
                : new JObject { ["type"] = "string" };
            parameter[SchemaNames.Mark] = CSharpName.Unique(
                CSharpName.Parameter(parameter[SchemaNames.Mark].Text() ?? wireName),
                taken,
                "Value"
            );
            // A list is sent as one parameter per value, unless the contract wants one value with commas.
            parameter["x-call"] =
                place == "query" && parameter["explode"] is JValue { Value: false }
                    ? "QueryList"
                    : CallOf(place);
            if (place == "body" && parameter["x-task-value"] is not null)
            {
                parameter["x-value"] = IdOnTheWire(parameter[SchemaNames.Mark].Text()!, schema);
            }

            // The generator knows no parameter in a body, and needs only its type.
            parameter["in"] = place == "body" ? "query" : place;
            shaped.Add(parameter);
        }

        operation.Fields["parameters"] = shaped;
        operation.Fields["x-constants"] = constants;
    }

    private static string CallOf(string place) =>
        CSharpName.Member(place == "body" ? "field" : place);

    // An id is one string in C#, whatever it is in the body.
    private string IdOnTheWire(string name, JToken schema)
    {
        var items = _tree.Keyword(schema, "items");
        var isNumber = _tree.Keyword(items ?? schema, "type").Text() is "integer";
        var id = isNumber ? $"ApiRequest.Number({name})" : name;
        return items is null ? id : $"new[] {{ {id} }}";
    }

    private void ShapeBody(FoundOperation found, string name)
    {
        var operation = found.Fields;
        // The fields of a question are arguments.
        if (found.IsQuestion)
        {
            operation.Remove("requestBody");
        }

        if (operation["requestBody"] is not { } reference)
        {
            return;
        }

        var body = (JObject)_tree.Resolve(reference)!.DeepClone();
        var schema = JsonSchemaOf(body["content"]) ?? new JObject { ["type"] = "object" };
        body["required"] = true;
        body["content"] = Content(schemas.Use(schema, name + "Request"));
        // Otherwise the generator calls it "body".
        body["x-name"] = "request";
        operation["requestBody"] = body;
    }

    // A method returns one success; failures are exceptions, whatever their schema.
    private void ShapeReply(JObject operation, string name)
    {
        var replies = operation["responses"]
            .Members()
            .Where(reply => reply.Name.StartsWith('2'))
            .Select(reply => (JObject)_tree.Resolve(reply.Value)!.DeepClone())
            .ToList();
        var reply = replies.Find(reply => reply["content"] is JObject { Count: > 0 });
        var shaped = new JObject
        {
            ["description"] = (reply ?? replies.FirstOrDefault())?["description"] ?? "",
        };
        if (reply is not null)
        {
            var schema = JsonSchemaOf(reply["content"]);
            var isText = reply["content"].Members().Any(media => MediaTypes.IsText(media.Name));
            operation["x-reply"] =
                schema is not null ? "json"
                : isText ? "text"
                : "bytes";
            operation["x-content"] =
                operation["x-task-step"].Text() == "file" && operation["x-reply"].Text() == "bytes";
            shaped["content"] = Content(
                schema is null
                    ? new JObject { ["type"] = "string" }
                    : schemas.Use(schema, name + "Reply")
            );
        }

        operation["responses"] = new JObject { ["200"] = shaped };
    }

    private static JToken? JsonSchemaOf(JToken? content) =>
        content
            .Members()
            .Where(media => MediaTypes.IsJson(media.Name))
            .Select(media => media.Value["schema"])
            .FirstOrDefault();

    private static JObject Content(JToken schema) =>
        new() { ["application/json"] = new JObject { ["schema"] = schema } };

    // Without a mark, the transport sends the key as a bearer token.
    private void ShapeKey(JObject operation)
    {
        var key = ContractKey.Of(document, operation);
        if (key != ContractKey.Bearer)
        {
            operation["x-key"] = new JObject
            {
                ["header"] = key?.Header ?? "",
                ["prefix"] = key?.Prefix ?? "",
            };
        }
    }
}
