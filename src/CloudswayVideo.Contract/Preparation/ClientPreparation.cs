namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Turns a contract into a document for the generator and its templates: with C# names, with the shapes that they can
/// print, and with marks of its own for what each class and each client has. It adds no facts.
/// </summary>
public static class ClientPreparation
{
    /// <summary>Prepares a contract.</summary>
    /// <param name="contract">The contract; it is not changed.</param>
    /// <param name="sources">The folder of the client's hand-written code, whose type names are reserved.</param>
    /// <returns>An OpenAPI document for the generator.</returns>
    /// <exception cref="ContractException">A reference leads nowhere.</exception>
    public static JObject Prepare(JObject contract, string sources)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var document = (JObject)contract.DeepClone();
        // Read before it is changed: operations of one path share its parameters and servers.
        var tree = new ContractTree(document);
        var operations = tree.Operations.ToList();
        var shapes = new SchemaShapes(document);
        var operationShapes = new OperationShapes(document, shapes);
        var families = new Families(operations);
        operations.ForEach(operation => operationShapes.Shape(operation, families.Add(operation)));
        foreach (var (_, path) in document["paths"].Members())
        {
            ((JObject)path).Remove("servers");
            ((JObject)path).Remove("parameters");
        }

        ((JObject)document["components"]!)
            .Properties()
            .Where(part => part.Name != "schemas")
            .ToList()
            .ForEach(part => part.Remove());
        document.Remove("security");
        SchemaNames.Give(
            document,
            [.. ReservedTypes.OfLibraries, .. ReservedTypes.OfSources(sources)]
        );
        var schemas = (JObject)document["components"]!["schemas"]!;
        var values = new ReplyValues(schemas);
        values.SetTypes();
        new SchemaRoles(tree, schemas).Give(operations.Select(one => one.Fields));
        foreach (var operation in operations.Select(one => one.Fields))
        {
            if (Json.SchemaName(SchemaRoles.ReplyOf(operation)) is { } reply)
            {
                values.Describe(reply, operation["x-task-step"].Text());
            }
        }

        // The client reads the errors of every operation as this class.
        if (schemas["ApiError"] is not null)
        {
            values.Describe("ApiError", step: null);
        }

        DescribeAll(schemas);
        KeepLines(document);
        families.Describe(document["servers"]?.First?["url"].Text() ?? "");
        return document;
    }

    // C# ends a comment at each of the line ends of Unicode, and XML allows not all of them.
    private static void KeepLines(JObject document)
    {
        foreach (var text in document.Descendants().OfType<JValue>())
        {
            if (
                text is
                { Value: string lines, Parent: JProperty { Name: "description" or "summary" } }
            )
            {
                text.Value = lines.ReplaceLineEndings("\n");
            }
        }
    }

    // Every public member of the client needs a description, also where the contract has none.
    private static void DescribeAll(JObject schemas)
    {
        foreach (var (name, schema) in schemas.Members())
        {
            schema["description"] ??= $"\"{name}\" of the contract.";
            foreach (var (field, property) in schema["properties"].Members())
            {
                if (property["description"] is not null)
                {
                    continue;
                }

                property["description"] = $"The field \"{field}\".";
                if (property["$ref"] is { } reference)
                {
                    // The generator ignores everything beside a reference.
                    property["allOf"] = new JArray(new JObject { ["$ref"] = reference });
                    ((JObject)property).Remove("$ref");
                }
            }
        }
    }
}
