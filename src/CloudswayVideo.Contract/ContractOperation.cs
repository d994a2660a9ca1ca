using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace CloudswayVideo.Contract;

/// <summary>One operation of the contract: its parameters, its schemas and its examples.</summary>
public sealed class ContractOperation
{
    private readonly Dictionary<int, ContractReply> _replies = [];
    private readonly ContractRoute _route;

    internal ContractOperation(
        string template,
        string method,
        OpenApiOperation operation,
        ContractKey? key
    )
    {
        _route = new ContractRoute(template);
        Key = key;
        Method = method.ToUpperInvariant();
        Id = operation.OperationId ?? ToString();
        Summary = operation.Summary ?? "";
        Family = operation.Tags.FirstOrDefault() ?? "";
        TaskStep = Enum.TryParse<JobStep>(
            ContractExtension.Of(operation.ExtensionData, "x-task-step"),
            ignoreCase: true,
            out var step
        )
            ? step
            : null;
        Commands =
            operation.ExtensionData?.TryGetValue("x-commands", out var commands) == true
                ? JObject.FromObject(commands!)
                : null;
        Parameters = operation
            .ActualParameters.Where(parameter =>
                parameter.Kind
                    is OpenApiParameterKind.Path
                        or OpenApiParameterKind.Query
                        or OpenApiParameterKind.Header
            )
            .ToList();
        ScenarioParameter = Parameters
            .FirstOrDefault(parameter =>
                ContractExtension.Of(parameter.ExtensionData, "x-client-parameter") is not null
            )
            ?.Name;
        TaskParameters = Parameters
            .Select(parameter =>
                (
                    parameter.Name,
                    Value: ContractExtension.Of(parameter.ExtensionData, "x-task-value")
                )
            )
            .Where(parameter => parameter.Value is not null)
            .ToDictionary(parameter => parameter.Value!, parameter => parameter.Name);
        var request = operation.RequestBody?.Content?.Values.FirstOrDefault();
        RequestSchema = request?.Schema;
        RequestExamples = ContractReply.ExamplesOf(request);
        foreach (var (code, response) in operation.ActualResponses)
        {
            // "default" and "4XX" stand for no code that could be answered with.
            if (
                int.TryParse(
                    code,
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var statusCode
                )
            )
            {
                var content = response.ActualResponse.Content?.FirstOrDefault();
                _replies[statusCode] = new ContractReply(content?.Value, content?.Key ?? "");
            }
        }

        StatusCodes = [.. _replies.Keys.Order()];
    }

    /// <summary>How a request carries the access key; null if it needs none.</summary>
    public ContractKey? Key { get; }

    /// <summary>The operation id, such as "hailuo_createTask"; method and path where there is none.</summary>
    public string Id { get; }

    /// <summary>The HTTP method, in capitals.</summary>
    public string Method { get; }

    /// <summary>The path, with its parameters in braces.</summary>
    public string Template => _route.Template;

    /// <summary>What it does, in a sentence.</summary>
    public string Summary { get; }

    /// <summary>The family, as the contract tags it.</summary>
    public string Family { get; }

    /// <summary>The part the operation has in the life of a job; null if none is declared.</summary>
    public JobStep? TaskStep { get; }

    /// <summary>The commands that call the operation, by name; null if none are declared.</summary>
    public JObject? Commands { get; }

    /// <summary>The parameters in the path, in the query and in headers.</summary>
    public IReadOnlyList<OpenApiParameter> Parameters { get; }

    /// <summary>The parameter that a client has one value of; it chooses the scenario.</summary>
    public string? ScenarioParameter { get; }

    /// <summary>The parameters that hold a value of a job, by what the contract calls that value.</summary>
    public IReadOnlyDictionary<string, string> TaskParameters { get; }

    /// <summary>What the body of a request must keep to; null if it has none.</summary>
    public JsonSchema? RequestSchema { get; }

    /// <summary>The documented requests, by name.</summary>
    public IReadOnlyDictionary<string, JToken> RequestExamples { get; }

    /// <summary>The status codes of the contract, success first.</summary>
    public IReadOnlyList<int> StatusCodes { get; }

    /// <summary>The status code of a success.</summary>
    public int SuccessCode => StatusCodes.Count == 0 ? 200 : StatusCodes[0];

    /// <summary>Whether a success is the video of a job itself, and not a URL that leads to it.</summary>
    public bool AnswersWithVideo =>
        TaskStep == JobStep.File
        && Reply(SuccessCode) is { } reply
        && MediaTypes.IsBytes(reply.ContentType);

    /// <summary>What the operation answers with a status code; null if the contract does not have it.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The reply.</returns>
    public ContractReply? Reply(int statusCode) => _replies.GetValueOrDefault(statusCode);

    /// <summary>What the body of a reply must keep to; null if it has none.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The schema.</returns>
    public JsonSchema? ReplySchema(int statusCode) => Reply(statusCode)?.Schema;

    /// <summary>The documented replies with a status code, by name.</summary>
    /// <param name="statusCode">The status code.</param>
    /// <returns>The bodies.</returns>
    public IReadOnlyDictionary<string, JToken> ReplyExamples(int statusCode) =>
        Reply(statusCode)?.Examples ?? ContractReply.ExamplesOf(null);

    /// <summary>The documented code that one which is not documented is most like: of success, or of failure.</summary>
    internal int Likely(int statusCode) =>
        statusCode < 300
            ? SuccessCode
            : StatusCodes.FirstOrDefault(code => code >= 400, SuccessCode);

    /// <summary>The values of the path's parameters, if the path is one of this operation.</summary>
    internal Dictionary<string, string>? Match(string[] segments) => _route.Match(segments);

    /// <summary>How much a request looks like one of this operation; the more, the likelier it was meant.</summary>
    internal int Likeness(string method, string[] segments) =>
        _route.Likeness(segments) + (Method == method ? 1 : 0);

    /// <inheritdoc />
    public override string ToString() => $"{Method} {Template}";
}
