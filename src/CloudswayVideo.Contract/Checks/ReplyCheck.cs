namespace CloudswayVideo.Contract.Checks;

/// <summary>
/// Checks that the reply of an operation has the values of a job, each in a form that the client reads, and an example.
/// </summary>
internal sealed partial class ReplyCheck(ContractTree tree, Findings findings)
{
    // A value that the client reads in other forms only would be absent, without a word.
    private static readonly Dictionary<string, (Regex Form, string Words)> Forms = new()
    {
        ["id"] = (
            Id(),
            "cannot be the id of a job: the client accepts only letters, digits, '-', '.', '_' and '~', because an id "
                + "becomes a part of paths and file names"
        ),
        ["url"] = (
            WebAddress(),
            "cannot be fetched: the client takes a video only from an http or https URL"
        ),
        ["progress"] = (Number(), "is not a number or a percentage"),
        ["width"] = (Number(), "is not a number"),
        ["height"] = (Number(), "is not a number"),
        ["created"] = (Moment(), "is not a time that the client reads"),
        ["expires"] = (Moment(), "is not a time that the client reads"),
    };

    public void Require(FoundOperation operation, string value, string meaning)
    {
        var reply = new SuccessReply(tree, operation);
        if (reply.Content is not { } content)
        {
            findings.Add(
                operation.Method,
                $"{operation.Name} has no successful reply (2XX) with a body: add one"
            );
            return;
        }

        if (reply.IsVideo)
        {
            findings.Add(
                content,
                $"{operation.Name} answers in {content.Name}, where nothing can be {meaning}: describe a reply in "
                    + "application/json, or remove \"x-task-step\""
            );
            return;
        }

        if (tree.Keyword(content.Value["schema"], "items") is not null)
        {
            findings.Add(
                content,
                $"{operation.Name} answers with a list, in which the client does not look for {meaning}: only an "
                    + "object around the list can be expressed"
            );
        }

        if (!reply.Marked(value).Any())
        {
            findings.Add(
                operation.Method,
                $"no property of the reply of {operation.Name} is marked as {meaning}: add "
                    + $"\"x-task-value: {value}\" to the one that holds it"
            );
        }

        if (!reply.Examples.Any())
        {
            findings.Add(
                content,
                $"{operation.Name} has no example of success for the mock to answer with: add one under \"examples\""
            );
        }
    }

    /// <summary>Checks that the client can read the values of a job which the examples of a reply show.</summary>
    public void CheckValues(FoundOperation operation)
    {
        var reply = new SuccessReply(tree, operation);
        foreach (var (value, (form, words)) in Forms)
        {
            findings.AddEach(
                reply
                    .Values(value)
                    .Where(one =>
                        Words.Text(one).Trim() is { Length: > 0 } text && !form.IsMatch(text)
                    ),
                wrong =>
                    $"{Words.Found(wrong)} {words}; correct it, or remove \"x-task-value: {value}\""
            );
        }

        var read = tree.Properties(tree.Find(SchemaCheck.ErrorSchema))
            .Select(one => one.Name)
            .ToHashSet();
        findings.AddEach(
            reply
                .Marked("failure")
                .Where(one =>
                    tree.Properties(one).Any()
                    && !tree.Properties(one).Any(own => read.Contains(own.Name))
                ),
            other =>
                $"the client reads a \"failure\" as ErrorDetail, which has only {string.Join(", ", read)}: mark the "
                + "field with the words as \"x-task-value: reason\" instead, or add the fields to ErrorDetail, with "
                + "\"x-alias-of\""
        );
    }

    [GeneratedRegex(@"\A[A-Za-z0-9._~-]+\z")]
    private static partial Regex Id();

    [GeneratedRegex("^https?://", RegexOptions.IgnoreCase)]
    private static partial Regex WebAddress();

    [GeneratedRegex(
        @"\A[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[-+]?[0-9]+)?\s*%?\z",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Number();

    // Since 1970, or as a date of ISO 8601 or HTTP.
    [GeneratedRegex(
        @"\A(-?[0-9]+(\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}.*|[A-Z][a-z]{2}, [0-9].*)\z"
    )]
    private static partial Regex Moment();
}
