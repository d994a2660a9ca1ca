using System.Net;
using CloudswayVideo.Contract;
using CloudswayVideo.MockServer;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract;

/// <summary>
/// Every operation × every example of the contract, through the generated client and the mock.
/// </summary>
public sealed class OperationTests : IAsyncLifetime
{
    private const string AccessKey = "RWsecret0Gd";
    private CloudswayMock _mock = null!;

    public async Task InitializeAsync() =>
        _mock = await CloudswayMock.StartAsync(new CloudswayMockOptions { AccessKey = AccessKey });

    public Task DisposeAsync() => _mock.DisposeAsync().AsTask();

    [Theory]
    [MemberData(nameof(ContractCases.Requests), MemberType = typeof(ContractCases))]
    public async Task The_documented_request_arrives_as_documented(
        string operationId,
        string example
    )
    {
        var operation = ContractCases.Operation(operationId);

        await CallAsync(operation, operation.RequestExamples[example]);

        ShouldHaveArrived(operation, operation.RequestExamples[example]);
    }

    [Theory]
    [MemberData(nameof(ContractCases.Replies), MemberType = typeof(ContractCases))]
    public async Task The_documented_reply_comes_back_as_the_right_values(
        string operationId,
        int statusCode,
        string example
    )
    {
        var operation = ContractCases.Operation(operationId);
        var reply = (JObject)operation.ReplyExamples(statusCode)[example];
        var request = ContractCases.RequestExample(operation, example);

        var call = () =>
            CallAsync(operation, request, prefer: $"code={statusCode}, example={example}");

        if (statusCode < 300 && !IsRefusal(operation, statusCode, example))
        {
            ReplyValues.ShouldMatch(await call(), reply, operation.ReplySchema(statusCode)!);
        }
        else
        {
            var thrown = (await call.Should().ThrowAsync<CloudswayException>()).Which;
            ShouldDescribe(
                thrown,
                statusCode,
                reply,
                mayHaveBeenAccepted: operation.TaskStep == JobStep.Submit
                    && statusCode is 500 or 504
            );
        }

        ShouldHaveArrived(operation, request);
    }

    // A submission without the id of a job has not succeeded.
    private static bool IsRefusal(ContractOperation operation, int statusCode, string example) =>
        operation.TaskStep == JobStep.Submit
        && !operation.Reply(statusCode)!.PlacesOf(example).Any(place => place.Value == "id");

    private static void ShouldDescribe(
        CloudswayException thrown,
        int statusCode,
        JObject reply,
        bool mayHaveBeenAccepted
    )
    {
        (thrown is SubmissionOutcomeUnknownException).Should().Be(mayHaveBeenAccepted);
        var refusal = (thrown as CloudswayApiException ?? thrown.InnerException)
            .Should()
            .BeOfType<CloudswayApiException>()
            .Subject;
        refusal.StatusCode.Should().Be((HttpStatusCode)statusCode);
        (refusal.Reason == ErrorReason.Unknown)
            .Should()
            .Be(statusCode == 409, "a conflict alone has no reason of its own");
        JToken.DeepEquals(JToken.Parse(refusal.ResponseBody), reply).Should().BeTrue();
        var texts = reply
            .Descendants()
            .OfType<JValue>()
            .Select(value => value.ToString(System.Globalization.CultureInfo.InvariantCulture))
            .ToList();
        texts
            .Should()
            .Contain(refusal.ServiceMessage ?? texts[0])
            .And.Subject.Should()
            .Contain(refusal.Code ?? texts[0]);
    }

    private void ShouldHaveArrived(ContractOperation operation, JToken? request)
    {
        // A temporary failure is repeated; the same request arrives each time.
        _mock.Requests.Should().NotBeEmpty();
        _mock
            .Server.LogEntries.Select(entry => entry.MappingTitle)
            .Should()
            .AllBe(operation.Id, "WireMock has matched it with the mapping of the operation");
        foreach (var arrived in _mock.Requests)
        {
            ShouldBeDocumented(arrived, operation, request);
        }
    }

    private void ShouldBeDocumented(
        MockRequest arrived,
        ContractOperation operation,
        JToken? request
    )
    {
        arrived.Method.Should().Be(operation.Method);
        arrived.Path.Should().Be(_mock.BaseUrl.AbsolutePath + PathOf(operation));
        if (operation.Key is { } key)
        {
            arrived.Headers[key.Header].Should().NotBeEmpty().And.NotContain(AccessKey);
        }

        arrived
            .Headers["Accept"]
            .Should()
            .Be(operation.AnswersWithVideo ? "*/*" : "application/json");
        arrived
            .Headers.GetValueOrDefault("Content-Type")
            .Should()
            .Be(request is null ? null : "application/json; charset=utf-8");
        JToken
            .DeepEquals(arrived.Body is null ? null : JToken.Parse(arrived.Body), request)
            .Should()
            .BeTrue("the body is the documented one");
    }

    private async Task<object> CallAsync(
        ContractOperation operation,
        JToken? request,
        string? prefer = null
    )
    {
        using var httpClient = new HttpClient();
        if (prefer is not null)
        {
            httpClient.DefaultRequestHeaders.Add("Prefer", prefer);
        }

        return await GeneratedOperation.CallAsync(
            operation,
            Options(operation),
            httpClient,
            request
        );
    }

    private static string PathOf(ContractOperation operation) =>
        operation
            .Parameters.Select(parameter =>
                (
                    parameter.Kind,
                    parameter.Name,
                    Value: GeneratedOperation.ParameterExample(operation, parameter.Name)
                )
            )
            .Where(parameter =>
                parameter.Value is not null && parameter.Kind != NSwag.OpenApiParameterKind.Header
            )
            .Aggregate(
                operation.Template,
                (path, parameter) =>
                    parameter.Kind == NSwag.OpenApiParameterKind.Path
                        ? path.Replace(
                            $"{{{parameter.Name}}}",
                            parameter.Value,
                            StringComparison.Ordinal
                        )
                        : $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}"
                            + $"{parameter.Name}={parameter.Value}"
            );

    private CloudswayOptions Options(ContractOperation operation) =>
        new()
        {
            AccessKey = AccessKey,
            // An operation without one uses that of its family, because every client needs one.
            EndpointPath = ContractCases
                .Document.Operations.Where(one => one.Family == operation.Family)
                .Prepend(operation)
                .Where(one => one.ScenarioParameter is not null)
                .Select(one => GeneratedOperation.ParameterExample(one, one.ScenarioParameter!))
                .FirstOrDefault(),
            BaseUrl = _mock.BaseUrl,
            TimeProvider = new SkippingTimeProvider(),
        };
}
