using System.Globalization;
using Newtonsoft.Json.Linq;
using NJsonSchema;
using NSwag;

namespace CloudswayVideo.MockServer.Contract;

/// <summary>One operation of the contract: its route, its parameters, its schemas and its examples.</summary>
internal sealed class ContractOperation(string template, string method, OpenApiOperation operation)
{
    private readonly string[] _segments = template.Split('/');

    public string Id { get; } = operation.OperationId;

    public string Method { get; } = method.ToUpperInvariant();

    public string Template { get; } = template;

    /// <summary>The family, as the contract tags it.</summary>
    public string Family { get; } = operation.Tags.FirstOrDefault() ?? "";

    /// <summary>The part the operation has in the life of a job: submit, status or file; null if none is declared.</summary>
    public string? TaskStep { get; } = (string?)Extension(operation, "x-task-step");

    /// <summary>The commands that call the operation, by name; null if none are declared.</summary>
    public JObject? Commands { get; } = (JObject?)Extension(operation, "x-commands");

    public IReadOnlyList<OpenApiParameter> Parameters { get; } =
        operation.ActualParameters.Where(parameter => parameter.Kind is OpenApiParameterKind.Path or OpenApiParameterKind.Query).ToList();

    public JsonSchema? RequestSchema { get; } = MediaType(operation.RequestBody?.Content)?.Schema;

    public IReadOnlyDictionary<string, JToken> RequestExamples { get; } = Examples(MediaType(operation.RequestBody?.Content));

    /// <summary>The status codes of the contract, success first.</summary>
    public IReadOnlyList<int> StatusCodes { get; } =
        operation.ActualResponses.Keys.Select(code => int.Parse(code, CultureInfo.InvariantCulture)).Order().ToList();

    public JsonSchema? ReplySchema(int statusCode) => Reply(statusCode)?.Schema;

    public IReadOnlyDictionary<string, JToken> ReplyExamples(int statusCode) => Examples(Reply(statusCode));

    /// <summary>The values of the path's parameters, if the path is one of this operation.</summary>
    public IReadOnlyDictionary<string, string>? Match(string path)
    {
        var segments = path.Split('/');
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        foreach (var (pattern, segment) in _segments.Zip(segments))
        {
            if (pattern.StartsWith('{'))
            {
                values[pattern.Trim('{', '}')] = Uri.UnescapeDataString(segment);
            }
            else if (pattern != segment)
            {
                return null;
            }
        }

        return values;
    }

    /// <summary>How much a request looks like one of this operation; the more, the likelier it was meant.</summary>
    public int Likeness(string method, string path)
    {
        var segments = path.Split('/');
        var alike = _segments.Zip(segments).Sum(pair =>
            pair.First == pair.Second ? 3
            : pair.First.StartsWith('{') || pair.First.StartsWith(pair.Second, StringComparison.OrdinalIgnoreCase) || pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase) ? 1
            : 0);
        return alike - Math.Abs(segments.Length - _segments.Length) + (Method == method ? 1 : 0);
    }

    public override string ToString() => $"{Method} {Template}";

    private OpenApiMediaType? Reply(int statusCode) =>
        operation.ActualResponses.TryGetValue(statusCode.ToString(CultureInfo.InvariantCulture), out var response) ? MediaType(response.ActualResponse.Content) : null;

    private static JToken? Extension(OpenApiOperation operation, string name) =>
        operation.ExtensionData?.TryGetValue(name, out var value) == true ? JToken.FromObject(value!) : null;

    private static OpenApiMediaType? MediaType(IDictionary<string, OpenApiMediaType>? content) => content?.Values.FirstOrDefault();

    private static Dictionary<string, JToken> Examples(OpenApiMediaType? mediaType) =>
        mediaType?.Examples.ToDictionary(example => example.Key, example => JToken.FromObject(example.Value.ActualExample.Value)) ?? [];
}
