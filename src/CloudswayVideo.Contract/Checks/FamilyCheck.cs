using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the operations of a family are enough to submit a job, to wait for it and to get its video.
/// </summary>
internal sealed class FamilyCheck(ContractTree tree, Findings findings)
{
    public void Check()
    {
        var operations = tree.Operations.ToList();
        // A contract without marks is one of another kind, such as that of the mock's own interface.
        if (!operations.Exists(one => one.Step is not null))
        {
            return;
        }

        operations.ForEach(CheckName);
        if (operations.Exists(one => one.Tag is null))
        {
            return;
        }

        foreach (var family in operations.GroupBy(one => one.Tag!))
        {
            CheckFamily(family.Key, Of(family, "submit"), Of(family, "status"), Of(family, "file"));
        }
    }

    private void CheckName(FoundOperation operation)
    {
        if (operation.Tag is not { } tag)
        {
            findings.Add(
                operation.Method,
                $"{operation.Name} has no tag: the first of its \"tags\" is its family"
            );
        }
        else if (
            operation.Id?.Split('_', 2) is not [var family, { Length: > 0 }]
            || !Letters(family).Equals(Letters(tag), StringComparison.OrdinalIgnoreCase)
        )
        {
            findings.Add(
                operation.Fields["operationId"] ?? operation.Method,
                $"the operation of the family {tag} has "
                    + $"{(operation.Id is { } id ? $"the id \"{id}\"" : "no \"operationId\"")}: it must be "
                    + $"the family, \"_\" and a name, such as {tag.ToLowerInvariant()}_createTask"
            );
        }
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private void CheckFamily(
        string family,
        List<FoundOperation> submissions,
        List<FoundOperation> questions,
        List<FoundOperation> files
    )
    {
        foreach (var submission in submissions)
        {
            CheckSubmission(submission, family, questions);
        }

        questions.ForEach(CheckStatus);
        files
            .Where(file => !IsContent(file))
            .ToList()
            .ForEach(file => Demand(file, "url", "the URL of the video"));
        questions.Concat(files).ToList().ForEach(CheckArguments);
        if (
            questions.Count > 0
            && !files.Exists(IsContent)
            && !questions.Concat(files).Any(one => Values(one, "url").Any())
        )
        {
            findings.Add(
                questions[0].Method,
                $"no reply of the family {family} marks the URL of the video: add \"x-task-value: "
                    + "url\" to the property that has it, or \"x-task-step: file\" to the operation that answers "
                    + "with the video itself"
            );
        }
    }

    private void CheckSubmission(
        FoundOperation submission,
        string family,
        List<FoundOperation> questions
    )
    {
        Demand(submission, "id", "the id of the job");
        var named = submission.Fields["x-task-status"];
        if (questions.Count == 0)
        {
            findings.Add(
                submission.Method,
                $"{submission.Name} submits a job, and no operation of the family {family} asks for "
                    + "its status: add one with \"x-task-step: status\""
            );
        }
        else if (
            named is null
            && questions.Count > 1
            && !questions.Exists(question =>
                question.Path.Name.StartsWith($"{submission.Path.Name}/", StringComparison.Ordinal)
            )
        )
        {
            findings.Add(
                submission.Method,
                $"the family {family} has several status operations: say with \"x-task-status\" which "
                    + $"one asks for the jobs of {submission.Name}: {Ids(questions)}"
            );
        }
        else if (ContractTree.Text(named) is { } name && !questions.Exists(one => one.Id == name))
        {
            findings.Add(
                named!,
                $"\"{name}\" is no status operation of the family {family}; "
                    + $"{Words.Allowed(name, [.. questions.Select(one => one.Name)])}"
            );
        }
    }

    private void CheckStatus(FoundOperation question)
    {
        if (!question.Parameters.Any(one => ContractTree.Text(one.Fields["x-task-value"]) == "id"))
        {
            findings.Add(
                question.Method,
                $"no parameter of {question.Name} is marked as the id of the job: add \"x-task-value: id\" to it"
            );
        }

        Demand(question, "status", "the status of the job");
        foreach (var (names, schema) in Values(question, "status").Take(1))
        {
            if (tree.Keyword(schema, "x-phases") is not JObject phases)
            {
                findings.Add(
                    schema,
                    "the status of a job needs \"x-phases\", which say what its values mean: "
                        + "Pending, Running, Succeeded, Failed"
                );
                continue;
            }

            CheckPhases(schema, phases);
            CheckSuccess(question, names, phases);
        }
    }

    // Who waits knows the id of the job, and nothing else.
    private void CheckArguments(FoundOperation question)
    {
        foreach (
            var parameter in question.Parameters.Where(one =>
                ContractTree.IsTrue(one.Fields["required"])
                && ContractTree.Text(one.Fields["x-task-value"]) is not ("id" or "file")
                && one.Fields["x-client-parameter"] is null
                && one.Fields["x-new-uuid"] is null
                && !(
                    one.In != "path"
                    && tree.Keyword(one.Fields["schema"], "enum") is JArray { Count: 1 }
                )
            )
        )
        {
            findings.Add(
                parameter.Place,
                $"{question.Name} cannot be asked while a job is waited for, which is known by its id alone: "
                    + $"\"{parameter.Name}\" is required. Make it optional, list its only value in \"enum\", "
                    + "or mark it: \"x-task-value: id\", \"x-new-uuid: true\""
            );
        }
    }

    private void CheckPhases(JToken schema, JObject phases)
    {
        foreach (var value in ContractTree.Items(tree.Keyword(schema, "enum")))
        {
            if (PhaseOf(value, phases) is null)
            {
                findings.Add(
                    value,
                    $"the status \"{value}\" has no phase, and would be waited for without end: list it in \"x-phases\""
                );
            }
        }
    }

    private void CheckSuccess(FoundOperation question, IReadOnlyList<string> names, JObject phases)
    {
        if (
            !Examples(question)
                .SelectMany(example => In(example, names))
                .Any(value => PhaseOf(value, phases) == "Succeeded")
        )
        {
            findings.Add(
                question.Method,
                $"{question.Name} has no example of a job that succeeded, which the mock ends its "
                    + "jobs with: add one whose status is in the phase Succeeded"
            );
        }
    }

    private void Demand(FoundOperation operation, string value, string words)
    {
        if (Success(operation) is not { } reply)
        {
            findings.Add(operation.Method, $"{operation.Name} has no reply of success in JSON");
            return;
        }

        if (!Values(operation, value).Any())
        {
            findings.Add(
                operation.Method,
                $"no property of the reply of {operation.Name} is marked as {words}: add "
                    + $"\"x-task-value: {value}\" to it"
            );
        }

        if (!Examples(operation).Any())
        {
            findings.Add(
                reply,
                $"{operation.Name} has no example of success, which the mock answers with: add one under \"examples\""
            );
        }
    }

    // What is neither JSON nor text is the video itself.
    private bool IsContent(FoundOperation operation) =>
        Success(operation)?.Name is { } mediaType && MediaTypes.IsBytes(mediaType);

    private JProperty? Success(FoundOperation operation) =>
        ContractTree
            .Fields(operation.Fields["responses"])
            .Where(reply => reply.Name.StartsWith('2'))
            .SelectMany(reply => ContractTree.Fields(tree.Resolve(reply.Value)?["content"]))
            .FirstOrDefault();

    private IEnumerable<(IReadOnlyList<string> Names, JToken Schema)> Values(
        FoundOperation operation,
        string value
    ) =>
        tree.Everything(Success(operation)?.Value["schema"])
            .Where(one =>
                tree.Parts(one.Schema).Any(part => ContractTree.Text(part["x-task-value"]) == value)
            );

    private IEnumerable<JToken> Examples(FoundOperation operation)
    {
        var content = Success(operation)?.Value;
        return ContractTree
            .Fields(content?["examples"])
            .Select(example => tree.Resolve(example.Value)?["value"])
            .Append(content?["example"])
            .OfType<JToken>();
    }

    private static IEnumerable<JToken> In(JToken example, IReadOnlyList<string> names) =>
        names.Aggregate(
            (IEnumerable<JToken>)[example],
            (values, name) =>
                name == "[]"
                    ? values.SelectMany(ContractTree.Items)
                    : values.Select(value => (value as JObject)?[name]).OfType<JToken>()
        );

    private static string? PhaseOf(JToken value, JObject phases) =>
        phases
            .Properties()
            .FirstOrDefault(phase =>
                ContractTree
                    .Items(phase.Value)
                    .Any(one =>
                        Words
                            .Text(one)
                            .Equals(Words.Text(value), StringComparison.OrdinalIgnoreCase)
                    )
            )
            ?.Name;

    private static List<FoundOperation> Of(IEnumerable<FoundOperation> family, string step) =>
        [.. family.Where(one => one.Step == step)];

    private static string Ids(IEnumerable<FoundOperation> operations) =>
        string.Join(", ", operations.Select(one => one.Name));
}
