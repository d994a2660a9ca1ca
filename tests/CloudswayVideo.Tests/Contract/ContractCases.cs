using CloudswayVideo.Contract;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Tests.Contract;

/// <summary>A test case for each example of the contract.</summary>
internal static class ContractCases
{
    public static ContractDocument Document { get; } =
        ContractDocument.LoadAsync(null, CancellationToken.None).GetAwaiter().GetResult();

    public static ContractOperation Operation(string id) =>
        Document.Operations.Single(operation => operation.Id == id);

    /// <summary>
    /// Operation × reply example; a submission is sent with the request example of the same name, or else the first.
    /// </summary>
    public static TheoryData<string, int, string> Replies()
    {
        var cases = new TheoryData<string, int, string>();
        foreach (var operation in Document.Operations)
        {
            foreach (var statusCode in operation.StatusCodes)
            {
                foreach (var name in operation.ReplyExamples(statusCode).Keys)
                {
                    cases.Add(operation.Id, statusCode, name);
                }
            }
        }

        return cases;
    }

    /// <summary>Operation × request example.</summary>
    public static TheoryData<string, string> Requests()
    {
        var cases = new TheoryData<string, string>();
        foreach (var operation in Document.Operations)
        {
            foreach (var name in operation.RequestExamples.Keys)
            {
                cases.Add(operation.Id, name);
            }
        }

        return cases;
    }

    public static JToken? RequestExample(ContractOperation operation, string name) =>
        operation.RequestExamples.TryGetValue(name, out var example)
            ? example
            : operation.RequestExamples.Values.FirstOrDefault();

    /// <summary>A documented successful reply.</summary>
    public static (int StatusCode, JToken Body) Success(ContractOperation operation) =>
        operation
            .StatusCodes.Where(statusCode => statusCode is >= 200 and < 300)
            .SelectMany(statusCode =>
                operation.ReplyExamples(statusCode).Values.Select(body => (statusCode, body))
            )
            .First();

    /// <summary>The fields of an example that the contract names; an open object may have others.</summary>
    public static JToken Declared(JToken example, JsonSchema schema)
    {
        if (example is not JObject body)
        {
            return example;
        }

        var fields = schema.ActualSchema.ActualProperties;
        return new JObject(
            body.Properties()
                .Where(field => fields.ContainsKey(field.Name))
                .Select(field => new JProperty(
                    field.Name,
                    Declared(field.Value, fields[field.Name].ActualTypeSchema)
                ))
        );
    }
}
