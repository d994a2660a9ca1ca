using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Replies;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using WireMock;
using WireMock.Types;
using WireMock.Util;

namespace CloudswayVideo.MockServer;

/// <summary>From a request to its reply: find the operation, check the key, check the request, answer, check the reply.</summary>
internal sealed class MockPipeline(ContractDocument contract, LiveAnswers live, MockJournal journal, CloudswayMockOptions options)
{
    public IResponseMessage Handle(IRequestMessage message)
    {
        var match = contract.Match(message.Method, message.AbsolutePath);
        var json = Parse(message.Body);
        var reply = match is { } found ? AnswerLoudly(message, found.Operation, found.Values, json) : NoRoute(message);
        journal.Add(message, match?.Operation.Id, json, reply.StatusCode);
        return ToResponse(reply);
    }

    // Left to WireMock, a fault of the mock would look like a fault of the service, which clients survive.
    private MockReply AnswerLoudly(IRequestMessage message, ContractOperation operation, IReadOnlyDictionary<string, string> pathValues, JToken? json)
    {
        try
        {
            return Answer(message, operation, pathValues, json);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return MockReply.Error(501, $"The mock failed at {operation.Id}: {exception}");
        }
    }

    private MockReply Answer(IRequestMessage message, ContractOperation operation, IReadOnlyDictionary<string, string> pathValues, JToken? json)
    {
        if (!IsAuthorized(message))
        {
            return MockReply.FromExample(operation, 401, null);
        }

        var values = Values(message, operation, pathValues);
        var problems = Problems(operation, values, json).ToList();
        if (problems.Count > 0)
        {
            return MockReply.Error(400, $"{operation.Id}: {string.Join("; ", problems)}.");
        }

        var scenario = pathValues.Values.Select(MockScenario.Find).FirstOrDefault(named => named is not null) ?? MockScenario.Find(options.Scenario)!;
        var preference = Preference.Parse(Header(message, "Prefer"));
        var reply = preference is not null ? ReplayAnswers.Answer(operation, preference)
            : scenario.Refusal is { } refusal && !(scenario.SubmissionsOnly && operation.TaskStep != "submit") ? MockReply.FromExample(operation, refusal.StatusCode, refusal.Example)
            : live.Answer(operation, scenario, values) ?? ReplayAnswers.Answer(operation, null);
        return Checked(operation, reply);
    }

    private bool IsAuthorized(IRequestMessage message) =>
        Header(message, "Authorization") is { } header
        && header.StartsWith("Bearer ", StringComparison.Ordinal)
        && header.Length > "Bearer ".Length
        && (options.AccessKey is null || header["Bearer ".Length..] == options.AccessKey);

    private static IEnumerable<string> Problems(ContractOperation operation, Dictionary<string, string> values, JToken? json)
    {
        var missing = operation.Parameters
            .Where(parameter => parameter.IsRequired && string.IsNullOrEmpty(values.GetValueOrDefault(parameter.Name)))
            .Select(parameter => $"{parameter.Name}: is required and missing");
        return operation.RequestSchema is { } schema ? missing.Concat(ContractValidation.Check(json, schema)) : missing;
    }

    // A reply that breaks the contract is a bug of the mock, and is to be seen at once.
    private static MockReply Checked(ContractOperation operation, MockReply reply)
    {
        if (reply.BreaksContract || operation.ReplySchema(reply.StatusCode) is not { } schema)
        {
            return reply;
        }

        var problems = ContractValidation.Check(reply.Body, schema);
        return problems.Count == 0 ? reply : MockReply.Error(500, $"The mock's own reply to {operation.Id} breaks the contract: {string.Join("; ", problems)}.");
    }

    private MockReply NoRoute(IRequestMessage message)
    {
        var nearest = contract.Nearest(message.Method, message.AbsolutePath);
        return MockReply.Error(404, $"The contract has no {message.Method} {message.AbsolutePath}. Nearest is {nearest.Method} {contract.BasePaths[0]}{nearest.Template}.");
    }

    private static Dictionary<string, string> Values(IRequestMessage message, ContractOperation operation, IReadOnlyDictionary<string, string> pathValues)
    {
        var values = new Dictionary<string, string>(pathValues);
        foreach (var parameter in operation.Parameters.Where(parameter => parameter.Kind == NSwag.OpenApiParameterKind.Query))
        {
            values[parameter.Name] = message.GetParameter(parameter.Name)?.FirstOrDefault() ?? "";
        }

        return values;
    }

    private static JToken? Parse(string? body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body ?? "")) { DateParseHandling = DateParseHandling.None };
            return JToken.ReadFrom(reader);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Header(IRequestMessage message, string name) =>
        message.Headers?.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value?.ToString();

    private static ResponseMessage ToResponse(MockReply reply)
    {
        var response = new ResponseMessage
        {
            StatusCode = reply.StatusCode,
            BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = reply.Body.ToString(Formatting.None) },
        };
        response.AddHeader("Content-Type", "application/json; charset=utf-8");
        foreach (var (name, value) in reply.Headers)
        {
            response.AddHeader(name, value);
        }

        return response;
    }
}
