namespace CloudswayVideo.Contract.Reading;

/// <summary>A parameter, and where it is written or referred to.</summary>
internal sealed record FoundParameter(JToken Place, JObject Fields)
{
    public string Name => Fields["name"].Text() ?? "";

    public string In => Fields["in"].Text() ?? "";

    public bool IsRequired => Fields["required"].IsTrue();

    /// <summary>Which value of a job it holds (x-task-value); null if it holds none.</summary>
    public string? Mark => Fields["x-task-value"].Text();

    /// <summary>The only value that it can have, so that the client sends it unasked; else null.</summary>
    public JToken? OnlyValue(ContractTree tree) =>
        In != "path"
        && IsRequired
        && tree.Keyword(Fields["schema"], "enum") is JArray { Count: 1 } only
            ? only[0]
            : null;

    /// <summary>The fields at the top of the body of an operation, written as parameters.</summary>
    public static IEnumerable<FoundParameter> OfBody(ContractTree tree, JObject operation)
    {
        var schema = tree.Content(operation["requestBody"])?.Value["schema"];
        var required = tree.Parts(schema).SelectMany(part => part["required"].Items()).ToList();
        foreach (var field in tree.Properties(schema))
        {
            var fields = new JObject
            {
                ["name"] = field.Name,
                ["in"] = "body",
                ["required"] = required.Exists(one => one.Text() == field.Name),
                ["schema"] = field.Value,
            };
            foreach (var keyword in new[] { "description", "x-task-value", "x-csharp-name" })
            {
                if (tree.Keyword(field.Value, keyword) is { } value)
                {
                    fields[keyword] = value;
                }
            }

            yield return new FoundParameter(field, fields);
        }
    }
}

/// <summary>An operation with its path and with all its parameters, those of the path included.</summary>
internal sealed record FoundOperation(
    JProperty Path,
    JProperty Method,
    JObject Fields,
    IReadOnlyList<FoundParameter> Parameters
)
{
    /// <summary>The fields of the body of a question about a job, as if they were parameters.</summary>
    public IReadOnlyList<FoundParameter> BodyFields { get; init; } = [];

    /// <summary>What the client's method takes one by one.</summary>
    public IEnumerable<FoundParameter> Arguments => Parameters.Concat(BodyFields);

    /// <summary>Whether it asks about a job, so that it may be repeated.</summary>
    public bool IsQuestion => Step is "status" or "file";

    public string Name => Id ?? $"{Method.Name.ToUpperInvariant()} {Path.Name}";

    public string? Id => Fields["operationId"].Text();

    public string? Step => Fields["x-task-step"].Text();

    public string? Tag => Fields["tags"].Items().FirstOrDefault().Text();

    /// <summary>What is documented for a status code: by the code, by its class such as 4XX, or by default.</summary>
    public JToken? Reply(int statusCode)
    {
        var code = statusCode.ToString(CultureInfo.InvariantCulture);
        var replies = Fields["responses"];
        return replies?[code] ?? replies?[$"{code[0]}XX"] ?? replies?["default"];
    }
}
