using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks what an operation says against its path, its schemas and the other operations.</summary>
internal sealed partial class OperationCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] Unread =
    [
        "multipart/",
        "application/x-www-form-urlencoded",
        "application/xml",
        "text/xml",
        "text/event-stream",
    ];

    private readonly Dictionary<string, FoundOperation> _ids = [];

    public void Check(FoundOperation operation)
    {
        CheckId(operation);
        CheckPath(operation);
        CheckParameters(operation);
        CheckBodies(operation);
        CheckSecurity(operation.Fields["security"]);
        foreach (var command in ContractTree.Fields(operation.Fields["x-commands"]))
        {
            CheckCommand(command, operation);
        }
    }

    public void CheckSecurity(JToken? security)
    {
        foreach (var scheme in ContractTree.Items(security).SelectMany(ContractTree.Fields))
        {
            var names = tree.NamesIn("securitySchemes").ToList();
            if (!names.Contains(scheme.Name))
            {
                findings.Add(
                    scheme,
                    $"\"{scheme.Name}\" is no security scheme of this contract; {Words.Allowed(scheme.Name, names)}"
                );
            }
        }
    }

    private void CheckId(FoundOperation operation)
    {
        if (operation.Id is { } id && !_ids.TryAdd(id, operation))
        {
            findings.Add(
                operation.Fields["operationId"]!,
                $"\"{id}\" is also the id of {_ids[id].Method.Name.ToUpperInvariant()} "
                    + $"{_ids[id].Path.Name}: each operation needs its own"
            );
        }
    }

    private void CheckPath(FoundOperation operation)
    {
        var path = operation.Path.Name;
        if (!path.StartsWith('/') || Placeholder().Replace(path, "").IndexOfAny(['{', '}']) >= 0)
        {
            findings.Add(
                operation.Path,
                $"\"{path}\" is no path: it begins with \"/\", and each parameter in it stands in one pair of braces"
            );
        }

        var declared = operation.Parameters.Where(one => one.In == "path").ToList();
        var names = Placeholder().Matches(path).Select(match => match.Groups[1].Value).ToList();
        foreach (var name in names.Where(name => !declared.Exists(one => one.Name == name)))
        {
            findings.Add(
                operation.Path,
                $"{operation.Name} does not declare the parameter \"{name}\" of its path: add it to "
                    + "\"parameters\", with \"in: path\""
            );
        }

        foreach (var parameter in declared.Where(one => !names.Contains(one.Name)))
        {
            findings.Add(
                parameter.Place,
                $"the parameter \"{parameter.Name}\" is declared \"in: path\", and {path} has no "
                    + $"{{{parameter.Name}}}: put it there, or remove the parameter"
            );
        }
    }

    private void CheckParameters(FoundOperation operation)
    {
        foreach (var parameter in operation.Parameters)
        {
            var fields = parameter.Fields;
            if (fields["schema"] is null && fields["content"] is null)
            {
                findings.Add(fields, $"the parameter \"{parameter.Name}\" needs a \"schema\"");
            }

            if (parameter.In == "path" && !ContractTree.IsTrue(fields["required"]))
            {
                findings.Add(
                    fields,
                    $"the parameter \"{parameter.Name}\" is a part of the path: it needs \"required: true\""
                );
            }

            if (fields["x-client-parameter"] is { } ofClient && parameter.In != "path")
            {
                findings.Add(
                    ofClient.Parent!,
                    $"the parameter \"{parameter.Name}\" is no part of the path, and \"x-client-parameter\" "
                        + "marks the one that is: the endpoint path of the client"
                );
            }

            if (fields["x-new-uuid"] is { } made && parameter.In == "path")
            {
                findings.Add(
                    made.Parent!,
                    $"the parameter \"{parameter.Name}\" is a part of the path, and \"x-new-uuid\" makes a "
                        + "value for a header or a query"
                );
            }

            var usual = parameter.In == "query" ? "form" : "simple";
            var type = ContractTree.Text(tree.Keyword(fields["schema"], "type"));
            // A list in a query is written either way.
            var isOneWay = type == "object" || type == "array" && usual == "simple";
            if (
                ContractTree.Text(fields["style"]) is { } style && style != usual
                || isOneWay
                    && fields["explode"] is JValue { Value: bool explode }
                    && explode != (usual == "form")
            )
            {
                findings.Add(
                    ContractTree.Field(fields, "style") ?? ContractTree.Field(fields, "explode")!,
                    $"how \"{parameter.Name}\" is written cannot be expressed by the generated "
                        + $"client; \"in: {parameter.In}\" is written as \"style: {usual}, explode: "
                        + $"{(usual == "form" ? "true" : "false")}\""
                );
            }
        }

        foreach (
            var twice in operation
                .Parameters.GroupBy(one => (one.Name, one.In, one.Place.Parent))
                .SelectMany(same => same.Skip(1))
        )
        {
            findings.Add(
                twice.Place,
                $"the parameter \"{twice.Name}\" stands twice in this list: remove one"
            );
        }
    }

    private void CheckBodies(FoundOperation operation)
    {
        if (
            Content(ContractTree.Field(operation.Fields, "requestBody")) is { } sent
            && !sent.Name.Contains("json", StringComparison.OrdinalIgnoreCase)
        )
        {
            findings.Add(
                sent,
                $"a request in {sent.Name} cannot be expressed: the generated client sends application/json"
            );
        }

        var replies = ContractTree.Fields(operation.Fields["responses"]).ToList();
        replies.ForEach(CheckReply);
        var successes = replies
            .Where(reply => reply.Name.StartsWith('2') && Content(reply)?.Value["schema"] != null)
            .ToList();
        foreach (
            var other in successes
                .Skip(1)
                .Where(reply =>
                    !JToken.DeepEquals(
                        Content(reply)!.Value["schema"],
                        Content(successes[0])!.Value["schema"]
                    )
                )
        )
        {
            findings.Add(
                other,
                $"{other.Name} has another schema than {successes[0].Name}, and one method of the "
                    + "client returns one type: give both the same"
            );
        }
    }

    private void CheckReply(JProperty reply)
    {
        if (!reply.Name.StartsWith("x-", StringComparison.Ordinal) && !Code().IsMatch(reply.Name))
        {
            findings.Add(
                reply,
                $"\"{reply.Name}\" is no status code such as '200', nor 4XX or default"
            );
        }

        if (
            Content(reply) is { } content
            && Unread.Any(start => content.Name.StartsWith(start, StringComparison.Ordinal))
        )
        {
            findings.Add(
                content,
                $"a reply in {content.Name} cannot be expressed: the generated client reads JSON, text and files"
            );
        }
    }

    // The client sends and reads the first form that is listed.
    private JProperty? Content(JProperty? body) =>
        ContractTree.Fields(tree.Resolve(body?.Value)?["content"]).FirstOrDefault();

    private void CheckCommand(JProperty command, FoundOperation operation)
    {
        var body = Content(ContractTree.Field(operation.Fields, "requestBody"));
        var names = tree.Everything(body?.Value["schema"])
            .Select(one => one.Names[^1])
            .Where(name => name != "[]")
            .Distinct()
            .ToList();
        var fields = new[] { command.Value["argument"] }
            .Concat(ContractTree.Items(command.Value["needs"]))
            .Concat(ContractTree.Items(command.Value["omits"]));
        foreach (var field in fields)
        {
            // A missing body has a finding of its own.
            if (names.Count > 0 && ContractTree.Text(field) is { } name && !names.Contains(name))
            {
                findings.Add(
                    field!,
                    $"\"{name}\" is no field of the request of {operation.Name}; {Words.Allowed(name, names)}"
                );
            }
        }
    }

    [GeneratedRegex(@"\{([^{}]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\A([1-5]([0-9]{2}|XX)|default)\z")]
    private static partial Regex Code();
}
