using CloudswayVideo.MockServer.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using NSwag;

namespace CloudswayVideo.MockServer.Server;

/// <summary>From a request to its reply: find the operation, check the key, check the request, answer, check the reply.</summary>
internal sealed class MockPipeline(
    ContractDocument contract,
    TaskStore tasks,
    ScenarioChoice scenarios,
    FaultPlan faults,
    MockJournal journal,
    AccessKeyCheck accessKey
)
{
    private readonly LiveAnswers _live = new(tasks);
    private readonly ReplyCheck _check = new();

    public async Task ServeAsync(HttpContext context)
    {
        var match = contract.Match(context.Request.Method, context.Request.Path.Value!);
        var body = await RequestBody.ReadAsync(context.Request).ConfigureAwait(false);
        MockFault? fault = null;
        var reply = match is not { } found
            ? NoRoute(context.Request)
            : AnswerLoudly(context.Request, found.Operation, found.Values, body, out fault);
        journal.Add(
            context.Request,
            match?.Operation.Id,
            match?.Values,
            body.Json,
            StatusCode(reply, fault)
        );
        if (fault?.Kind == FaultKind.OtherStatus)
        {
            reply = reply.WithStatus(fault.StatusCode);
        }

        await faults
            .ApplyAsync(context, fault, () => reply.WriteAsync(context))
            .ConfigureAwait(false);
    }

    // Left to the host, a fault of the mock would look like a fault of the service, which clients survive.
    private MockReply AnswerLoudly(
        HttpRequest request,
        ContractOperation operation,
        Dictionary<string, string> values,
        RequestBody body,
        out MockFault? fault
    )
    {
        fault = null;
        try
        {
            return _check.Checked(operation, Answer(request, operation, values, body, out fault));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            fault = null;
            return MockReply.Error(
                501,
                $"The mock failed at {operation.Id}: {(exception is InvalidOperationException ? "" : $"{exception.GetType().Name}: ")}{exception.Message}"
            );
        }
    }

    private MockReply Answer(
        HttpRequest request,
        ContractOperation operation,
        Dictionary<string, string> values,
        RequestBody body,
        out MockFault? fault
    )
    {
        fault = null;
        if (!accessKey.IsIn(request))
        {
            return MockReply.FromExample(operation, 401, null);
        }

        foreach (
            var parameter in operation.Parameters.Where(parameter =>
                parameter.Kind == OpenApiParameterKind.Query
            )
        )
        {
            values[parameter.Name] = request.Query[parameter.Name].ToString();
        }

        if (operation.RequestSchema is not null && body.Problem is { } problem)
        {
            return MockReply.Error(body.StatusCode, $"{operation.Id}: {problem}.");
        }

        var problems = Problems(operation, values, body.Json).ToList();
        if (problems.Count > 0)
        {
            return MockReply.Error(400, $"{operation.Id}: {string.Join("; ", problems)}.");
        }

        if (Preference.Parse(request.Headers["Prefer"]) is { } preference)
        {
            return ReplayAnswers.Answer(operation, preference);
        }

        var call = new IncomingCall(operation, values, $"{request.Scheme}://{request.Host}")
        {
            Scenario = scenarios.Of(operation, values),
        };
        call = call with { Task = tasks.Find(operation.Family, call.TaskParameter("id")) };
        fault = faults.Next(
            call.Scenario,
            operation.TaskStep ?? MockStep.Other,
            operation.Id,
            call.Task
        );
        if (fault is { Kind: FaultKind.Refusal } refusal)
        {
            fault = null;
            return MockReply.FromExample(
                operation,
                refusal.StatusCode,
                refusal.Example,
                retryAfter: refusal.RetryAfter
            );
        }

        return _live.Answer(call) ?? ReplayAnswers.Answer(operation, null);
    }

    private static IEnumerable<string> Problems(
        ContractOperation operation,
        Dictionary<string, string> values,
        JToken? json
    )
    {
        var missing = operation
            .Parameters.Where(parameter =>
                parameter.IsRequired
                && string.IsNullOrEmpty(values.GetValueOrDefault(parameter.Name))
            )
            .Select(parameter => $"{parameter.Name}: is required and missing");
        return operation.RequestSchema is { } schema
            ? missing.Concat(ContractValidation.Check(json, schema))
            : missing;
    }

    private MockReply NoRoute(HttpRequest request)
    {
        var nearest = contract.Nearest(request.Method, request.Path.Value!);
        return MockReply.Error(
            404,
            $"The contract has no {request.Method} {request.Path.Value}. Nearest is {nearest?.Method} {contract.BasePaths[0]}{nearest?.Template}."
        );
    }

    // What reaches the caller; nothing does of an answer that is reset or never comes.
    private static int StatusCode(MockReply reply, MockFault? fault) =>
        fault?.Kind switch
        {
            FaultKind.Interception or FaultKind.OtherStatus => fault.StatusCode,
            FaultKind.Reset or FaultKind.Silence => 0,
            _ => reply.StatusCode,
        };
}
