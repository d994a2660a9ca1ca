namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks an operation against its path, its schemas and the other operations.</summary>
internal sealed partial class OperationCheck(ContractTree tree, Findings findings)
{
    private static readonly string[] UnreadableMediaTypes = (
        "multipart/ application/x-www-form-urlencoded application/xml text/xml text/event-stream"
    ).Split(' ');

    private static readonly string[] MarksOfSubmissions =
        "x-task-verb x-task-status x-commands".Split(' ');

    private readonly PathCheck _paths = new(findings);
    private readonly ParameterCheck _parameters = new(tree, findings);
    private readonly SecurityCheck _security = new(tree, findings);
    private readonly OptionCheck _options = new(tree, findings);
    private readonly Dictionary<string, FoundOperation> _ids = [];

    public void Check(FoundOperation operation)
    {
        CheckId(operation);
        _paths.Check(operation);
        CheckMarks(operation);
        _parameters.Check(operation);
        _options.Check(operation);
        CheckBodies(operation);
        _security.Check(operation.Fields["security"]);
    }

    private void CheckId(FoundOperation operation)
    {
        if (operation.Id is { } id && !_ids.TryAdd(id, operation))
        {
            findings.Add(
                operation.Fields["operationId"]!,
                $"\"{id}\" is also the id of {_ids[id].Method.Name.ToUpperInvariant()} "
                    + $"{_ids[id].Path.Name}: give each operation its own"
            );
        }
    }

    private void CheckMarks(FoundOperation operation) =>
        findings.AddEach(
            operation.Fields.Fields(MarksOfSubmissions).Where(_ => operation.Step != "submit"),
            mark =>
                $"\"{mark.Name}\" has no effect here, because {operation.Name} does not submit a job: add "
                + "\"x-task-step: submit\", or remove the mark"
        );

    private void CheckBodies(FoundOperation operation)
    {
        var replies = operation.Fields["responses"].Fields().ToList();
        findings.AddEach(
            replies
                .Select(reply => reply.Value)
                .Append(operation.Fields["requestBody"])
                .SelectMany(body => (tree.Resolve(body)?["content"]).Fields())
                .Where(one => !MediaTypes.IsMediaType(one.Name)),
            media => $"\"{media.Name}\" is not a media type: write one such as application/json"
        );

        var sent = tree.Content(operation.Fields["requestBody"]);
        if (sent?.Name.Contains("json", StringComparison.OrdinalIgnoreCase) == false)
        {
            findings.Add(
                sent,
                $"a request in {sent.Name} cannot be expressed: the generated client sends only application/json"
            );
        }

        if (
            tree.Resolve(operation.Fields["requestBody"])?["required"]
                is JValue { Value: false } optional
            && tree.Keyword(sent?.Value["schema"], "required") is JArray { Count: > 0 }
        )
        {
            findings.Add(
                optional.Parent!,
                $"the client always sends the body of {operation.Name}, because the body has required fields: write "
                    + "\"required: true\" here, or remove \"required\" from its schema"
            );
        }

        replies.ForEach(CheckReply);
        if (
            replies.Where(reply => reply.Name.StartsWith('2')).ToList() is [{ Name: "2XX" } success]
        )
        {
            findings.Add(
                success,
                "the mock cannot answer with 2XX: write the code that means success, such as '200'"
            );
        }

        var successes = replies
            .Where(reply =>
                reply.Name.StartsWith('2') && tree.Content(reply.Value)?.Value["schema"] != null
            )
            .ToList();
        findings.AddEach(
            successes
                .Skip(1)
                .Where(reply =>
                    !JToken.DeepEquals(
                        tree.Content(reply.Value)!.Value["schema"],
                        tree.Content(successes[0].Value)!.Value["schema"]
                    )
                ),
            other =>
                $"{other.Name} has another schema than {successes[0].Name}, but a method of the client "
                + "returns one type: give both the same schema"
        );
    }

    private void CheckReply(JProperty reply)
    {
        if (!reply.Name.StartsWith("x-", StringComparison.Ordinal) && !Code().IsMatch(reply.Name))
        {
            findings.Add(
                reply,
                $"\"{reply.Name}\" is not a status code: write one such as '200', a class such as 4XX, or default"
            );
        }

        if (
            tree.Content(reply.Value) is { } content
            && UnreadableMediaTypes.Any(start =>
                content.Name.StartsWith(start, StringComparison.Ordinal)
            )
        )
        {
            findings.Add(
                content,
                $"a reply in {content.Name} cannot be expressed: the generated client reads only JSON, text and files"
            );
        }
    }

    [GeneratedRegex(@"\A([1-5]([0-9]{2}|XX)|default)\z")]
    private static partial Regex Code();
}
