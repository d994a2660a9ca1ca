using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.MockServer.Live;
using CloudswayVideo.MockServer.Replies;
using CloudswayVideo.MockServer.Server;
using Microsoft.AspNetCore.Http;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.MockServer.Control;

/// <summary>
/// Lets any program control the mock over HTTP, as C# can. Requests are checked by its own OpenAPI document.
/// </summary>
internal sealed class ControlApi(CloudswayMock mock, MockClock clock, JobList jobs)
{
    public const string Prefix = "/__mock";
    public const string DocumentPath = $"{Prefix}/openapi.json";

    private const int ShownRequests = 100;

    private static readonly string[] ForMockJobs =
    [
        "mock_addJob",
        "mock_endJob",
        "mock_changeTime",
        "mock_injectFault",
        "mock_injectScenario",
    ];

    // Read on first use, because reading it takes longer than the start of a mock.
    private static readonly Lazy<Task<ContractDocument>> Document = new(() =>
        ContractDocument.ParseAsync(ControlText(), "The control API")
    );

    public async Task ServeAsync(HttpContext context)
    {
        var document = await Document.Value.ConfigureAwait(false);
        var request = context.Request;
        if (request.Path == DocumentPath || request.Path.Value!.TrimEnd('/') == Prefix)
        {
            await Results
                .Text(document.Document.ToString(), "application/json")
                .ExecuteAsync(context)
                .ConfigureAwait(false);
            return;
        }

        var reply = document.Match(request.Method, request.Path.Value!) is { } match
            ? await ReplyAsync(match.Operation, match.Values, request).ConfigureAwait(false)
            : MockReply.Error(
                StatusCodes.Status404NotFound,
                $"The mock has no {request.Method} {request.Path.Value}. {DocumentPath} lists what it has."
            );
        await reply.WriteAsync(context).ConfigureAwait(false);
    }

    private async Task<MockReply> ReplyAsync(
        ContractOperation operation,
        Dictionary<string, string> values,
        HttpRequest request
    )
    {
        if (mock.IsForwarding && ForMockJobs.Contains(operation.Id))
        {
            return MockReply.Error(
                StatusCodes.Status409Conflict,
                "This mock forwards every call to the gateway, so its jobs, time, faults and scenarios have no effect."
            );
        }

        JToken? body = null;
        if (operation.RequestSchema is { } schema)
        {
            var read = await RequestBody.ReadAsync(request).ConfigureAwait(false);
            var problems = read.Problem is { } problem
                ? [problem]
                : ContractValidation.Check(read.Json, schema);
            if (problems.Count > 0)
            {
                return MockReply.Error(read.StatusCode, $"{string.Join("; ", problems)}.");
            }

            body = read.Json;
        }

        try
        {
            return new MockReply(
                StatusCodes.Status200OK,
                Do(operation.Id, values, new ControlArguments(body as JObject ?? []))
            );
        }
        catch (ArgumentException exception)
        {
            // The caller sent JSON, and does not know the names of C# parameters.
            return MockReply.Error(
                StatusCodes.Status400BadRequest,
                exception.Message.Replace(
                    $" (Parameter '{exception.ParamName}')",
                    "",
                    StringComparison.Ordinal
                )
            );
        }
    }

    private JToken Do(string operation, Dictionary<string, string> values, ControlArguments given)
    {
        switch (operation)
        {
            case "mock_listJobs":
                return List(jobs.Latest());
            case "mock_addJob":
                mock.AddJob(
                    given.Text("family"),
                    given.Text("id"),
                    given.Text("endpointPath", "success"),
                    TimeSpan.FromSeconds(given.Number("ageSeconds", 0))
                );
                break;
            case "mock_endJob":
                mock.EndJob(values["id"]);
                break;
            case "mock_getTime":
                break;
            case "mock_changeTime":
                clock.Scale = given.Number("scale", clock.Scale);
                mock.AdvanceTime(TimeSpan.FromSeconds(given.Number("advanceSeconds", 0)));
                break;
            case "mock_injectFault":
                mock.Inject(given.Text("operation"), given.Fault(), given.Calls);
                break;
            case "mock_injectScenario":
                mock.Inject(given.Text("operation"), given.Text("scenario"), given.Calls);
                break;
            case "mock_listRequests":
                return List(mock.Requests.TakeLast(ShownRequests).Select(Row));
            case "mock_listDrifts":
                return List(mock.Drifts.Select(drift => drift.ToJson()));
            case "mock_clearRequests":
                mock.ClearRequests();
                break;
            case "mock_reset":
                mock.Reset();
                break;
        }

        return JObject.FromObject(new { now = clock.Now, scale = clock.Scale });
    }

    private static object Row(MockRequest request) =>
        new
        {
            request.ReceivedAt,
            request.Method,
            request.Path,
            Operation = request.OperationId,
            Status = request.StatusCode,
            request.Body,
        };

    private static JArray List(IEnumerable<object> rows) =>
        JArray.FromObject(
            rows,
            new()
            {
                ContractResolver =
                    new Newtonsoft.Json.Serialization.CamelCasePropertyNamesContractResolver(),
            }
        );

    private static string ControlText()
    {
        using var reader = new StreamReader(
            typeof(ControlApi).Assembly.GetManifestResourceStream("control.yaml")!
        );
        return reader.ReadToEnd();
    }
}
