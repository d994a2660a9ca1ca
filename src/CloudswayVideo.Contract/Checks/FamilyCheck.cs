using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the operations of a family suffice to submit a job, to wait for it and to get its video.
/// </summary>
internal sealed class FamilyCheck(ContractTree tree, Findings findings)
{
    /// <summary>The tool's own commands, beside which each family has one.</summary>
    public static readonly string[] Commands =
        "status wait download jobs batch doctor demo mock contract completion".Split(' ');

    private readonly ReplyCheck _replies = new(tree, findings);

    public void Check()
    {
        var operations = tree.Operations.ToList();
        // A contract without marks describes no jobs, such as that of the mock's own interface.
        if (!operations.Exists(one => one.Step is not null))
        {
            return;
        }

        new ServerCheck(tree, findings).Check();
        operations.ForEach(CheckName);
        if (operations.Exists(one => one.Tag is null))
        {
            return;
        }

        foreach (var family in operations.GroupBy(one => one.Tag!))
        {
            if (Commands.Contains(Letters(family.Key), StringComparer.OrdinalIgnoreCase))
            {
                findings.Add(
                    family.First().Fields["tags"]!,
                    $"\"{family.Key}\" is a command of the tool already, so no family can have its name: choose another"
                );
            }

            CheckFamily(family.Key, Of(family, "submit"), Of(family, "status"), Of(family, "file"));
        }
    }

    private void CheckName(FoundOperation operation)
    {
        if (operation.Tag is not { } tag)
        {
            findings.Add(
                operation.Method,
                $"{operation.Name} has no tag: add \"tags\", the first of which names its family"
            );
        }
        else if (
            operation.Id?.Split('_', 2) is not [var family, { Length: > 0 }]
            || !Letters(family).Equals(Letters(tag), StringComparison.OrdinalIgnoreCase)
        )
        {
            findings.Add(
                operation.Fields["operationId"] ?? operation.Method,
                $"an operation of the family {tag} has "
                    + $"{(operation.Id is { } id ? $"the id \"{id}\"" : "no \"operationId\"")}: it must be "
                    + $"the family, \"_\" and a name, such as {tag.ToLowerInvariant()}_createTask"
            );
        }
    }

    private string NearTag(string family) =>
        Words.Near(family, tree.Operations.Select(one => one.Tag ?? "")) is { } near
            ? $"did you mean the family \"{near}\"? Otherwise "
            : "";

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

        questions.ForEach(CheckQuestion);
        files
            .Where(file => !Reply(file).IsVideo)
            .ToList()
            .ForEach(file => _replies.Require(file, "url", "the URL of the video"));
        questions.Concat(files).ToList().ForEach(CheckArguments);
        submissions.Concat(questions).Concat(files).ToList().ForEach(_replies.CheckValues);
        findings.AddEach(
            questions.Where(_ => files.Count == 0).SelectMany(one => Reply(one).Marked("file")),
            file => file.Schema,
            _ =>
                $"no operation of the family {family} asks for a file by its id: add one with "
                + "\"x-task-step: file\", or remove \"x-task-value: file\""
        );

        if (
            questions.Count > 0
            && !files.Exists(file => Reply(file).IsVideo)
            && !questions.Concat(files).Any(one => Reply(one).Marked("url").Any())
        )
        {
            findings.Add(
                questions[0].Method,
                $"no reply of the family {family} marks the URL of the video: add \"x-task-value: "
                    + "url\" to the property that holds it, or \"x-task-step: file\" to the operation that "
                    + "answers with the video itself"
            );
        }
    }

    private void CheckSubmission(
        FoundOperation submission,
        string family,
        List<FoundOperation> questions
    )
    {
        _replies.Require(submission, "id", "the id of the job");
        var named = submission.Fields["x-task-status"];
        if (questions.Count == 0)
        {
            findings.Add(
                submission.Method,
                $"{submission.Name} submits a job, but no operation of the family {family} asks for "
                    + $"its status: {NearTag(family)}add one with \"x-task-step: status\""
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
                $"\"{name}\" is not a status operation of the family {family}; "
                    + $"{Words.Allowed(name, [.. questions.Select(one => one.Name)])}"
            );
        }
    }

    private void CheckQuestion(FoundOperation question)
    {
        if (!question.Arguments.Any(one => one.Mark == "id"))
        {
            findings.Add(
                question.Method,
                $"no parameter of {question.Name} is marked as the id of the job: add \"x-task-value: id\" to one"
                    + (
                        question.Fields["requestBody"] is null
                            ? ""
                            : ", or to a field at the top of the request body"
                    )
            );
        }

        _replies.Require(question, "status", "the status of the job");
        new PhaseCheck(tree, findings).Check(question);
    }

    // The client asks for the status on its own, and knows nothing but the id of the job.
    private void CheckArguments(FoundOperation question)
    {
        var isGet = question.Method.Name is "get" or "head";
        if (question.Fields["requestBody"] is { } body && (isGet || question.BodyFields.Count == 0))
        {
            findings.Add(
                body.Parent!,
                $"{question.Name} has a request body, but "
                    + (
                        isGet
                            ? "only a POST can have one: remove the body, or write \"post\""
                            : "it lists no fields for the client to send: add \"properties\", or remove the body"
                    )
            );
        }

        if (!isGet && Reply(question).IsVideo)
        {
            findings.Add(
                question.Method,
                $"{question.Name} answers with the video itself, which the client fetches only with GET: write \"get\""
            );
        }

        findings.AddEach(
            question.Arguments.Where(one =>
                ContractTree.IsTrue(one.Fields["required"])
                && one.Mark is not ("id" or "file")
                && one.Fields["x-client-parameter"] is null
                && one.Fields["x-new-uuid"] is null
                && !(
                    one.In != "path"
                    && tree.Keyword(one.Fields["schema"], "enum") is JArray { Count: 1 }
                )
            ),
            parameter => parameter.Place,
            parameter =>
                $"{question.Name} requires \"{parameter.Name}\", but the client knows only the id of a job that it "
                + "waits for: make it optional, list its only value in \"enum\", or mark it with "
                + "\"x-task-value: id\" or \"x-new-uuid: true\""
        );
    }

    private SuccessReply Reply(FoundOperation operation) => new(tree, operation);

    private static List<FoundOperation> Of(IEnumerable<FoundOperation> family, string step) =>
        [.. family.Where(one => one.Step == step)];

    private static string Ids(IEnumerable<FoundOperation> operations) =>
        string.Join(", ", operations.Select(one => one.Name));
}
