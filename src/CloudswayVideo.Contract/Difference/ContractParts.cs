using Newtonsoft.Json;

namespace CloudswayVideo.Contract.Difference;

/// <summary>Takes a contract apart. An operation is known by its id, so that a change of its path is seen.</summary>
internal sealed class ContractParts
{
    private readonly JObject _document;
    private readonly ContractTree _tree;
    private readonly SchemaParts _schemas;

    private ContractParts(JObject document)
    {
        _document = document;
        _tree = new ContractTree(document);
        _schemas = new SchemaParts(Resolve);
    }

    public static ContractPart Of(JObject document)
    {
        var parts = new ContractParts(document);
        var contract = new ContractPart(PartKind.Contract, Direction.Neither);
        parts.ReadWhole(contract);
        foreach (var operation in parts._tree.Operations)
        {
            parts.ReadOperation(
                contract.Part(operation.Name, PartKind.Operation, Direction.Neither),
                operation
            );
        }

        return contract;
    }

    private void ReadWhole(ContractPart contract)
    {
        foreach (var (name, value) in _document["info"].Members())
        {
            contract.Facts[("info", name)] = Text(value);
        }

        foreach (var (index, tag) in _document["tags"].Items().Index())
        {
            contract.Facts[("description", (string?)tag["name"] ?? $"tag {index}")] = Text(
                tag["description"]
            );
        }

        foreach (var (index, server) in _document["servers"].Items().Index())
        {
            contract.Facts[index == 0 ? ("default server", "") : ("server", Text(server["url"]))] =
                Text(server["url"]);
        }

        contract.Facts[("openapi", "")] = Text(_document["openapi"]);
        foreach (var (name, scheme) in (_document["components"]?["securitySchemes"]).Members())
        {
            contract.Facts[("description", name)] = Text(scheme["description"]);
            contract.Facts[("security", name)] = Text(
                new JObject(
                    ((JObject)scheme).Properties().Where(property => property.Name != "description")
                )
            );
        }
    }

    private void ReadOperation(ContractPart part, FoundOperation found)
    {
        var (operation, shared) = (found.Fields, Resolve(found.Path.Value));
        part.Facts[("method", "")] = found.Method.Name.ToUpperInvariant();
        part.Facts[("path", "")] = found.Path.Name;
        part.Facts[("security", "")] = Text(operation["security"] ?? _document["security"]);
        if ((operation["servers"] ?? shared["servers"]) is { } servers)
        {
            part.Facts[("servers", "")] = Text(servers);
        }

        if (operation["tags"] is { } tags)
        {
            part.Facts[("client", "")] = Text(tags.FirstOrDefault());
        }

        ReadKeywords(
            part,
            operation,
            "operationId parameters requestBody responses security servers tags"
        );
        var parameters = shared["parameters"]
            .Items()
            .Concat(operation["parameters"].Items())
            .Select(Resolve)
            .ToList();
        part.Facts[("order of parameters", "")] = string.Join(
            '\n',
            parameters
                .Where(parameter => parameter["x-client-parameter"] is null)
                .Select(ParameterName)
        );
        foreach (var parameter in parameters)
        {
            var name = ParameterName(parameter);
            ReadParameter(part.Part(name, PartKind.Parameter, Direction.Request), parameter);
        }

        if (operation["requestBody"] is { } body)
        {
            ReadBody(part.Part("request", PartKind.Body, Direction.Request), Resolve(body));
        }

        foreach (var (status, reply) in operation["responses"].Members())
        {
            var resolved = Resolve(reply);
            var replyPart = part.Part($"reply {status}", PartKind.Reply, Direction.Reply);
            ReadBody(replyPart, resolved);
            foreach (var (name, header) in resolved["headers"].Members())
            {
                ReadParameter(
                    replyPart.Part($"header {name}", PartKind.Header, Direction.Reply),
                    Resolve(header)
                );
            }
        }
    }

    private static string ParameterName(JToken parameter) =>
        $"{parameter["in"]} {parameter["name"]}";

    private void ReadParameter(ContractPart part, JToken parameter)
    {
        ReadKeywords(part, parameter, "name in schema");
        _schemas.Read(part, parameter["schema"]);
    }

    private void ReadBody(ContractPart part, JToken body)
    {
        // The schema has a description too.
        if (body["description"] is { } description)
        {
            part.Facts[("summary", "")] = Text(description);
        }

        ReadKeywords(part, body, "content headers description");
        foreach (var (mediaType, content) in body["content"].Members())
        {
            part.Facts[("media type", mediaType)] = mediaType;
            _schemas.Read(part, content["schema"]);
            foreach (var (name, example) in content["examples"].Members())
            {
                part.Facts[("example", name)] = Text(Resolve(example)["value"]);
            }
        }
    }

    private static void ReadKeywords(ContractPart part, JToken from, string without)
    {
        var others = without.Split(' ');
        foreach (var (name, value) in from.Members().Where(one => !others.Contains(one.Name)))
        {
            SchemaParts.ReadKeyword(part, name, value);
        }
    }

    private JToken Resolve(JToken token) =>
        (string?)(token as JObject)?["$ref"] is not { } reference
            ? token
            : _tree.Find(reference)
                ?? throw new ContractException(
                    $"\"{reference}\" refers to nothing in the contract."
                );

    internal static string Text(JToken? token) =>
        token switch
        {
            null => "",
            JValue { Type: JTokenType.String } text => (string)text!,
            _ => token.ToString(Formatting.None),
        };
}
