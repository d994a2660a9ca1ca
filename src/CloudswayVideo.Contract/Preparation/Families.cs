namespace CloudswayVideo.Contract.Preparation;

/// <summary>
/// Finds the families of a contract, and what each client has: the verbs of its submissions, and the operation that
/// asks for the status or the file of each kind of job.
/// </summary>
/// <param name="all">The operations of the contract.</param>
internal sealed class Families(IReadOnlyList<FoundOperation> all)
{
    // The methods of every client, without "Async"; an operation of such a name gets a suffix.
    internal static readonly string[] ClientMethods =
        "Submit Generate Ask AskStatus AskFile Send".Split(' ');

    private readonly List<Operation> _operations = [];
    private readonly List<string> _verbs =
    [
        .. all.Select(one => one.Fields["x-task-verb"].Text())
            .OfType<string>()
            .Select(CSharpName.Member),
    ];

    /// <summary>Adds an operation, and names it.</summary>
    /// <param name="found">The operation.</param>
    /// <returns>The name of the operation in C#, without "Async".</returns>
    public string Add(FoundOperation found)
    {
        var (operation, method) = (found.Fields, found.Method.Name);
        var id = found.Id ?? $"{method} {found.Path.Name}";
        var cut = id.IndexOf('_', StringComparison.Ordinal);
        var family = CSharpName.Member(found.Tag ?? (cut > 0 ? id[..cut] : "Cloudsway"));
        var taken = _operations
            .Where(other => other.Family == family)
            .Select(other => other.Name)
            .Concat(ClientMethods)
            .Concat(_verbs)
            .ToHashSet();
        var name = CSharpName.Unique(
            operation[SchemaNames.Mark].Text() ?? CSharpName.Member(id[(cut + 1)..]),
            taken,
            "Operation"
        );
        _operations.Add(new Operation(family, name, id, found.Path.Name, operation));
        operation["operationId"] = $"{family}_{name}";
        operation["x-contract-id"] = id;
        operation["x-method"] = CSharpName.Member(method);
        return name;
    }

    /// <summary>Writes what each client has into its operations, as x-family and x-submission.</summary>
    /// <param name="server">The URL of the contract's first server.</param>
    public void Describe(string server)
    {
        var families = _operations.GroupBy(operation => operation.Family).ToList();
        var names = new JArray(families.Select(family => family.Key));
        foreach (var family in families)
        {
            var operations = family.ToList();
            var submissions = DescribeSubmissions(operations);
            var description = new JObject
            {
                ["name"] = family.Key,
                ["section"] = family.Key,
                ["all"] = family.Key == families[0].Key ? names : null,
                ["hasEndpointPath"] = operations.Exists(operation =>
                    operation.Parameters.Any(parameter =>
                        parameter["x-client-parameter"] is not null
                    )
                ),
                ["server"] =
                    operations
                        .Select(operation => operation.Json["x-server"].Text())
                        .FirstOrDefault()
                    ?? server,
                ["status"] = Questions(operations, submissions, "status"),
                ["file"] = Questions(operations, submissions, "file"),
            };
            operations.ForEach(operation => operation.Json["x-family"] = description.DeepClone());
        }
    }

    private static List<Operation> DescribeSubmissions(List<Operation> operations)
    {
        var submissions = operations.Where(operation => operation.Step == "submit").ToList();
        var verbs = submissions.CountBy(Verb).ToDictionary();
        var signatures = new HashSet<(string, string)>();
        foreach (var submission in submissions)
        {
            var verb = Verb(submission);
            var body = Json.SchemaName(Json.BodyOf(submission.Json["requestBody"]));
            // Methods of the same name must differ by their request.
            var isDistinct = body is not null && signatures.Add((verb, body));
            var isOnly = body is not null && signatures.Add(("", body));
            submission.Json["x-submission"] = new JObject
            {
                ["kind"] =
                    verbs[verb] == 1
                        ? verb
                        : char.ToLowerInvariant(submission.Name[0]) + submission.Name[1..],
                ["submit"] = isOnly ? "Submit" : $"Submit{submission.Name}",
                ["generate"] = isDistinct
                    ? CSharpName.Member(verb)
                    : $"{CSharpName.Member(verb)}{submission.Name}",
            };
        }

        return submissions;
    }

    private static string Verb(Operation operation) =>
        operation.Json["x-task-verb"].Text() ?? "generate";

    /// <summary>The operations of one step; the first one also serves jobs of an unknown kind.</summary>
    private static JObject Questions(
        List<Operation> operations,
        List<Operation> submissions,
        string step
    )
    {
        var questions = operations.Where(operation => operation.Step == step).ToList();
        var described = new JObject();
        foreach (var question in questions)
        {
            var kinds = submissions
                .Where(submission =>
                    questions.Count > 1 && QuestionOf(submission, questions) == question
                )
                .Select(submission => submission.Json["x-submission"]!["kind"].Text());
            var arguments = question
                .Parameters.Where(parameter => parameter["x-task-value"].Text() is "id" or "file")
                .Select(parameter =>
                    $"{parameter[SchemaNames.Mark].Text()}: {parameter["x-task-value"].Text()}"
                );
            described[question.Name] = new JObject
            {
                ["kinds"] = string.Join(", ", kinds.Select(kind => $"\"{kind}\"")),
                ["arguments"] = string.Join(", ", arguments),
                ["isContent"] = question.Json["x-content"]?.DeepClone(),
            };
        }

        return described;
    }

    // The marked one, or the one whose path continues that of the submission, or the first.
    private static Operation QuestionOf(Operation submission, List<Operation> questions) =>
        questions.Find(question => question.Id == submission.Json["x-task-status"].Text())
        ?? questions.Find(question =>
            question.Path.StartsWith($"{submission.Path}/", StringComparison.Ordinal)
        )
        ?? questions[0];

    private sealed record Operation(
        string Family,
        string Name,
        string Id,
        string Path,
        JObject Json
    )
    {
        public string? Step => Json["x-task-step"].Text();

        public IEnumerable<JToken> Parameters => Json["parameters"] ?? new JArray();
    }
}
