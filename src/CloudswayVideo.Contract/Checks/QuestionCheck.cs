namespace CloudswayVideo.Contract.Checks;

/// <summary>Checks that the client can ask about a job on its own: it knows only the id.</summary>
internal sealed class QuestionCheck(ContractTree tree, Findings findings)
{
    public void CheckStatus(FoundOperation question)
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

        new ReplyCheck(tree, findings).Require(question, "status", "the status of the job");
        new PhaseCheck(tree, findings).Check(question);
    }

    // The client asks for the status on its own, and knows nothing but the id of the job.
    public void CheckArguments(FoundOperation question)
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

        if (!isGet && new SuccessReply(tree, question).IsVideo)
        {
            findings.Add(
                question.Method,
                $"{question.Name} answers with the video itself, which the client fetches only with GET: write \"get\""
            );
        }

        findings.AddEach(
            question.Arguments.Where(one =>
                one.IsRequired
                && one.Mark is not ("id" or "file")
                && one.Fields["x-client-parameter"] is null
                && one.Fields["x-new-uuid"] is null
                && one.OnlyValue(tree) is null
            ),
            parameter => parameter.Place,
            parameter =>
                $"{question.Name} requires \"{parameter.Name}\", but the client knows only the id of a job that it "
                + "waits for: make it optional, list its only value in \"enum\", or mark it with "
                + "\"x-task-value: id\" or \"x-new-uuid: true\""
        );
    }
}
