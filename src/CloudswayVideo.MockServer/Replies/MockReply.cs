using CloudswayVideo.Json;
using CloudswayVideo.MockServer.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Replies;

/// <summary>A reply of the mock, made from an example of the contract.</summary>
internal sealed class MockReply(int statusCode, JToken body)
{
    public int StatusCode { get; } = statusCode;

    public JToken Body { get; } = body;

    public IDictionary<string, string> Headers { get; } = new Dictionary<string, string>();

    /// <summary>Whether the scenario is to show a client what the contract does not allow.</summary>
    public bool BreaksContract { get; set; }

    /// <summary>An example of the contract, with the values of a generated type in place of its own.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="statusCode">The status code.</param>
    /// <param name="example">The name of the example; the first one of the code if null or not there.</param>
    /// <param name="values">The values, in whichever spelling the example has them.</param>
    public static MockReply FromExample(ContractOperation operation, int statusCode, string? example, object? values = null)
    {
        var examples = operation.ReplyExamples(statusCode);
        var body = examples.Count == 0 ? new JObject() : example is not null && examples.TryGetValue(example, out var named) ? named.DeepClone() : examples.Values.First().DeepClone();
        if (values is not null && body is JObject fields)
        {
            ExampleValues.Put(JObject.FromObject(values, WireJson.Serializer), fields, operation.ReplySchema(statusCode)!);
        }

        var reply = new MockReply(statusCode, body);
        if (statusCode == 429)
        {
            reply.Headers["Retry-After"] = "1";
        }

        return reply;
    }

    /// <summary>An error of the mock's own, in the shape of the contract's errors.</summary>
    public static MockReply Error(int statusCode, string message) =>
        new(statusCode, JObject.FromObject(new ApiError { Code = statusCode.ToString(System.Globalization.CultureInfo.InvariantCulture), Message = message }, WireJson.Serializer));
}
