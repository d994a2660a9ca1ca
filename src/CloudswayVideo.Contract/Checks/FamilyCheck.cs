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
    private readonly QuestionCheck _questions = new(tree, findings);

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
        CheckTags();
        if (operations.Exists(one => one.Tag is null))
        {
            return;
        }

        var families = operations.GroupBy(
            one => Letters(one.Tag!),
            StringComparer.OrdinalIgnoreCase
        );
        foreach (var family in families)
        {
            var name = family.CountBy(one => one.Tag!).MaxBy(spelling => spelling.Value).Key;
            findings.AddEach(
                family.Where(one => one.Tag != name),
                one => one.Fields["tags"]!,
                one =>
                    $"\"{one.Tag}\" is written otherwise elsewhere; did you mean the family \"{name}\"?"
            );
            if (Commands.Contains(family.Key, StringComparer.OrdinalIgnoreCase))
            {
                findings.Add(
                    family.First().Fields["tags"]!,
                    $"\"{name}\" is a command of the tool already, so no family can have its name: choose another"
                );
            }

            CheckFamily(name, Of(family, "submit"), Of(family, "status"), Of(family, "file"));
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
            operation.Id?.Split('_', 2) is not [var family, { Length: > 0 } name]
            || name.Contains(' ', StringComparison.Ordinal)
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

    private void CheckTags() =>
        findings.AddEach(
            tree.Contract["tags"]
                .Items()
                .Select(tag => (tag as JObject)?["name"])
                .OfType<JValue>()
                .Where(name => tree.Operations.All(one => one.Tag != Words.Text(name)))
                .Where(name => Near(Words.Text(name)) is not null),
            name =>
                $"no operation has the tag \"{name}\"; did you mean the family \"{Near(Words.Text(name))}\"?"
        );

    private string? Near(string family) =>
        Words.Near(family, tree.Operations.Select(one => one.Tag ?? ""));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));

    private void CheckFamily(
        string family,
        List<FoundOperation> submissions,
        List<FoundOperation> questions,
        List<FoundOperation> files
    )
    {
        submissions.ForEach(one => _replies.Require(one, "id", "the id of the job"));
        if (questions.Count > 0)
        {
            submissions.ForEach(one => CheckStatusOf(one, family, questions));
        }
        else if (submissions is [var first, ..])
        {
            findings.Add(
                first.Method,
                $"{first.Name} submits a job, but no operation of the family {family} asks for its status: "
                    + (
                        Near(family) is { } near
                            ? $"did you mean the family \"{near}\"? Otherwise "
                            : ""
                    )
                    + "add one with \"x-task-step: status\""
            );
        }

        questions.ForEach(_questions.CheckStatus);
        files
            .Where(file => !Reply(file).IsVideo)
            .ToList()
            .ForEach(file => _replies.Require(file, "url", "the URL of the video"));
        questions.Concat(files).ToList().ForEach(_questions.CheckArguments);
        submissions.Concat(questions).Concat(files).ToList().ForEach(_replies.CheckValues);
        findings.AddEach(
            questions.Where(_ => files.Count == 0).SelectMany(one => Reply(one).Marked("file")),
            file => file,
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

    private void CheckStatusOf(
        FoundOperation submission,
        string family,
        List<FoundOperation> questions
    )
    {
        var named = submission.Fields["x-task-status"];
        var names = questions.Select(one => one.Name).ToList();
        if (
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
                    + $"one asks for the jobs of {submission.Name}: {string.Join(", ", names)}"
            );
        }
        else if (named.Text() is { } name && !questions.Exists(one => one.Id == name))
        {
            findings.Add(
                named!,
                $"\"{name}\" is not a status operation of the family {family}; "
                    + $"{Words.Allowed(name, names)}"
            );
        }
    }

    private SuccessReply Reply(FoundOperation operation) => new(tree, operation);

    private static List<FoundOperation> Of(IEnumerable<FoundOperation> family, string step) =>
        [.. family.Where(one => one.Step == step)];
}
