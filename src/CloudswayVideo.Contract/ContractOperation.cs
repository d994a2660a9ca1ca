using NJsonSchema;
using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>One operation of the contract: its parameters, its schemas and its examples.</summary>
public sealed class ContractOperation
{
    private readonly Dictionary<int, ContractReply> _replies = [];
    private readonly ContractRoute _route;

    internal ContractOperation(ContractTree tree, FoundOperation source, OpenApiOperation operation)
    {
        Source = source;
        _route = new ContractRoute(source.Path.Name);
        Key = ContractKey.Of(tree.Contract, source.Fields);
        Method = source.Method.Name.ToUpperInvariant();
        Summary = operation.Summary ?? "";
        TaskStep = Enum.TryParse<JobStep>(source.Step, ignoreCase: true, out var step)
            ? step
            : null;
        Parameters = operation
            .ActualParameters.Where(parameter =>
                parameter.Kind
                    is OpenApiParameterKind.Path
                        or OpenApiParameterKind.Query
                        or OpenApiParameterKind.Header
            )
            .ToList();
        ScenarioParameter = source
            .Parameters.FirstOrDefault(parameter =>
                parameter.Fields["x-client-parameter"] is not null
            )
            ?.Name;
        TaskParameters = source
            .Arguments.Where(parameter => parameter.Mark is not null)
            .ToDictionary(parameter => parameter.Mark!, parameter => parameter.Name);
        var request = operation.RequestBody?.Content?.Values.FirstOrDefault();
        RequestSchema = request?.Schema;
        RequestExamples = tree.CopiedExamples(tree.Content(source.Fields["requestBody"]));
        foreach (var (code, response) in operation.ActualResponses)
        {
            // "default" and "4XX" are no codes that the mock could answer with.
            if (
                int.TryParse(
                    code,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var statusCode
                )
            )
            {
                _replies[statusCode] = new ContractReply(
                    tree,
                    tree.Content(source.Fields["responses"]?[code]),
                    response.ActualResponse.Content?.Values.FirstOrDefault()
                );
            }
        }

        StatusCodes = [.. _replies.Keys.Order()];
    }

    internal FoundOperation Source { get; }

    /// <summary>How a request carries the access key; null if it needs none.</summary>
    public ContractKey? Key { get; }

    /// <summary>The operation id, such as "hailuo_createTask"; method and path if it has none.</summary>
    public string Id => Source.Name;

    /// <summary>The HTTP method, in capitals.</summary>
    public string Method { get; }

    /// <summary>The path, with its parameters in braces.</summary>
    public string Template => _route.Template;

    /// <summary>What it does, in a sentence; empty if the contract does not say.</summary>
    public string Summary { get; }

    /// <summary>The family, which is the first tag; empty if it has none.</summary>
    public string Family => Source.Tag ?? "";

    /// <summary>What the call does for a job (x-task-step); null if the contract does not say.</summary>
    public JobStep? TaskStep { get; }

    /// <summary>The commands of the tool that call the operation, by name (x-commands); null if it has none.</summary>
    public JObject? Commands => Source.Fields["x-commands"] as JObject;

    /// <summary>The parameters in the path, in the query and in headers.</summary>
    public IReadOnlyList<OpenApiParameter> Parameters { get; }

    /// <summary>The parameter that is a property of the client (x-client-parameter); it chooses the scenario.</summary>
    public string? ScenarioParameter { get; }

    /// <summary>
    /// The names of the parameters, and of the fields of a question's body, that hold a value of a job, by that value
    /// (x-task-value).
    /// </summary>
    public IReadOnlyDictionary<string, string> TaskParameters { get; }

    /// <summary>The schema of the request body; null if it has none.</summary>
    public JsonSchema? RequestSchema { get; }

    /// <summary>The documented requests, by name.</summary>
    public IReadOnlyDictionary<string, JToken> RequestExamples { get; }

    /// <summary>The documented status codes, the lowest first.</summary>
    public IReadOnlyList<int> StatusCodes { get; }

    /// <summary>The lowest documented status code; 200 if there is none.</summary>
    public int SuccessCode => StatusCodes.Count == 0 ? 200 : StatusCodes[0];

    /// <summary>Whether a file step answers with the video itself, and not with its URL.</summary>
    public bool AnswersWithVideo =>
        TaskStep == JobStep.File
        && Reply(SuccessCode) is { } reply
        && MediaTypes.IsBytes(reply.ContentType);

    /// <summary>The documented reply with a status code.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The reply; null if the contract has none.</returns>
    public ContractReply? Reply(int statusCode) => _replies.GetValueOrDefault(statusCode);

    /// <summary>The schema of the body of a reply.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The schema; null if the contract has none.</returns>
    public JsonSchema? ReplySchema(int statusCode) => Reply(statusCode)?.Schema;

    /// <summary>The documented examples of a reply, by name.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The bodies.</returns>
    public IReadOnlyDictionary<string, JToken> ReplyExamples(int statusCode) =>
        Reply(statusCode)?.Examples ?? new Dictionary<string, JToken>();

    /// <summary>The documented code of the same kind, success or failure, as one that is not documented.</summary>
    internal int ClosestCode(int statusCode) =>
        statusCode < 300
            ? SuccessCode
            : StatusCodes.FirstOrDefault(code => code >= 400, SuccessCode);

    /// <summary>The values of the path parameters; null if the path is not one of this operation.</summary>
    internal Dictionary<string, string>? Match(string path) => _route.Match(path);

    /// <summary>How similar a request is to one of this operation; more is more similar.</summary>
    internal int Similarity(string method, string path) =>
        _route.Similarity(path) + (Method == method ? 1 : 0);

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Template}";
}
