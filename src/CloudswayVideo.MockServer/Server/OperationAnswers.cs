using CloudswayVideo.Contract;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Media;
using CloudswayVideo.MockServer.Replies;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;
using NSwag;

namespace CloudswayVideo.MockServer.Server;

/// <summary>
/// Answers a call of an operation: checks the key and the request, makes the reply, and checks the reply.
/// </summary>
internal sealed class OperationAnswers(
    JobStore jobs,
    ScenarioChoice scenarios,
    FaultPlan faults,
    AccessKeyCheck accessKey,
    bool allowsUnknownFields,
    MockExam? exam
)
{
    private readonly LiveAnswers _live = new(jobs);
    private readonly ReplyCheck _check = new();

    /// <summary>The reply, and the fault with which it is sent.</summary>
    public (MockReply Reply, MockFault? Fault) Answer(
        ContractOperation operation,
        ReceivedCall call
    )
    {
        try
        {
            var (reply, fault) = Find(operation, call);
            return (_check.Checked(operation, reply), fault);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            var kind =
                exception is InvalidOperationException ? "" : $"{exception.GetType().Name}: ";
            return (
                MockReply.Failure($"The mock failed at {operation.Id}: {kind}{exception.Message}"),
                null
            );
        }
    }

    private (MockReply Reply, MockFault? Fault) Find(
        ContractOperation operation,
        ReceivedCall received
    )
    {
        var (request, values) = (received.Context.Request, received.Values);
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.Kind == OpenApiParameterKind.Query)
            {
                values[parameter.Name] = request.Query[parameter.Name].ToString();
            }
        }

        if (Refusal(operation, values, received) is { } refusal)
        {
            return (refusal, null);
        }

        foreach (
            var field in operation.TaskParameters.Values.Where(one => !values.ContainsKey(one))
        )
        {
            var value = (received.Body.Json as JObject)?[field];
            values[field] = ((value as JArray)?.FirstOrDefault() ?? value)?.ToString() ?? "";
        }

        if (Preference.Parse(request.Headers["Prefer"]) is { } preference)
        {
            return (ReplayAnswers.Answer(operation, preference), null);
        }

        var root = exam is null
            ? $"{request.Scheme}://{request.Host}"
            : MockExam.MediaRoot(request);
        var call = new IncomingCall(operation, values, root)
        {
            Scenario =
                exam?.Choose(operation, received.Body.Json)
                ?? scenarios.Choose(operation, values, received.Scenario),
        };
        call.Job =
            call.TaskParameter("id") is { } id ? jobs.Find(operation.Family, id)
            : call.TaskParameter("file") is { } file ? jobs.FindFile(operation.Family, file)
            : null;
        var step = operation.AnswersWithVideo ? JobStep.Media : operation.TaskStep;
        var fault = faults.Next(call.Scenario, step ?? JobStep.Other, operation.Id, call.Job);
        var reply = fault?.Kind switch
        {
            FaultKind.Refusal => Refused(operation, fault),
            FaultKind.LostRequest => MockReply.Refusal(operation, 503),
            _ => _live.Answer(call) ?? ReplayAnswers.Answer(operation, null),
        };
        received.JobId = call.Job?.Id;
        received.Location =
            fault is { Kind: FaultKind.Redirect } && call.Job is { } job
                ? MediaUrl.Next(job, jobs.Now, call.Root)
                : null;
        exam?.Answered(call, request, fault, reply);
        if (call.Job is { } fetched && reply.Bytes is not null)
        {
            exam?.Fetched(fetched, received.Context, fault);
        }

        return (reply, fault is { Kind: FaultKind.Refusal } ? null : fault);
    }

    private static MockReply Refused(ContractOperation operation, MockFault fault)
    {
        var isDocumented =
            fault.Example is { } example
            && operation.ReplyExamples(fault.StatusCode).ContainsKey(example);
        return fault.StatusCodeWithoutExample is { } status && !isDocumented
            ? MockReply.Refusal(operation, status, fault.RetryAfter)
            : MockReply.FromExample(
                operation,
                fault.StatusCode,
                fault.Example,
                retryAfter: fault.RetryAfter
            );
    }

    private MockReply? Refusal(
        ContractOperation operation,
        Dictionary<string, string> values,
        ReceivedCall call
    )
    {
        if (!accessKey.IsIn(call.Context.Request, operation.Key))
        {
            return Refused(operation, MockFault.AnyRefusal(StatusCodes.Status401Unauthorized));
        }

        if (operation.RequestSchema is not null && call.Body.Problem is { } problem)
        {
            return MockReply.Error(call.Body.StatusCode, $"{operation.Id}: {problem}.");
        }

        // curl names a form unless it is told otherwise, and a real gateway may refuse that.
        if (
            operation.RequestSchema is not null
            && call.Context.Request is { ContentType: { } type } request
            && !request.HasJsonContentType()
        )
        {
            return MockReply.Error(
                StatusCodes.Status415UnsupportedMediaType,
                $"{operation.Id}: the body has the Content-Type {type}, and must have application/json."
            );
        }

        var problems = operation
            .Parameters.Where(parameter =>
                parameter is { IsRequired: true, Kind: not OpenApiParameterKind.Header }
                && string.IsNullOrEmpty(values.GetValueOrDefault(parameter.Name))
            )
            .Select(parameter => $"{parameter.Name}: is required and missing")
            .Concat(
                operation.RequestSchema is { } schema
                    ? ContractValidation.Check(
                        call.Body.Json,
                        schema,
                        allowsUnknownFields: allowsUnknownFields
                    )
                    : []
            )
            .ToList();
        return problems.Count == 0
            ? null
            : MockReply.Error(
                StatusCodes.Status400BadRequest,
                $"{operation.Id}: {string.Join("; ", problems)}."
            );
    }
}
