using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>Differences between traffic and the contract are found, and nothing secret is shown of them.</summary>
public sealed class DriftCheckTests
{
    private static readonly string[] Confidential =
    [
        "A fox",
        SampleExchange.Key,
        "2447856055707231",
        "Signature",
    ];

    [Theory]
    [MemberData(nameof(ContractCases.Replies), MemberType = typeof(ContractCases))]
    public void Documented_replies_are_no_drift(string operation, int statusCode, string example)
    {
        var found = ContractCases.Operation(operation);

        DriftCheck
            .Find(
                ContractCases.Document,
                SampleExchange.Of(found, statusCode, found.ReplyExamples(statusCode)[example])
            )
            .Should()
            .BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ContractCases.Requests), MemberType = typeof(ContractCases))]
    public void Documented_requests_are_no_drift(string operation, string example)
    {
        var found = ContractCases.Operation(operation);
        var (statusCode, reply) = ContractCases.Success(found);

        DriftCheck
            .Find(
                ContractCases.Document,
                SampleExchange.Of(found, statusCode, reply) with
                {
                    RequestBody = found.RequestExamples[example],
                }
            )
            .Should()
            .BeEmpty();
    }

    [Theory]
    [InlineData(
        """{"status":"Success","tier":"gold"}""",
        "hailuo_getTask reply $.tier: unknown field, a string"
    )]
    [InlineData(
        """{"status":"Success","base_resp":{"trace":1}}""",
        "hailuo_getTask reply $.base_resp.trace: unknown field, an integer"
    )]
    [InlineData(
        """{"status":"Uploading"}""",
        "hailuo_getTask reply $.status: unknown word \"Uploading\""
    )]
    [InlineData(
        """{"status":"queued"}""",
        "hailuo_getTask reply $.status: unknown word \"queued\""
    )]
    [InlineData(
        """{"status":"Success","videoWidth":"1280"}""",
        "hailuo_getTask reply $.videoWidth: found a string, documented is integer"
    )]
    [InlineData(
        """{"status":null}""",
        "hailuo_getTask reply $.status: found null, documented is string",
        "hailuo_getTask reply $: no value at any field that the contract marks as the status of a job"
    )]
    [InlineData(
        """{"state":"Success"}""",
        "hailuo_getTask reply $.state: unknown field, a string",
        "hailuo_getTask reply $: no value at any field that the contract marks as the status of a job"
    )]
    [InlineData(
        """{"status":"Fail","base_resp":{"status_code":1099}}""",
        "hailuo_getTask reply $.base_resp.status_code: unknown code \"1099\""
    )]
    [InlineData(
        "[]",
        "hailuo_getTask reply $: found an array, documented is object",
        "hailuo_getTask reply $: no value at any field that the contract marks as the status of a job"
    )]
    // What could be a prompt, a key, an id or a URL is found, but not shown.
    [InlineData(
        """{"status":"A fox in the snow"}""",
        "hailuo_getTask reply $.status: unknown word"
    )]
    [InlineData("""{"status":"RWsecret0Gd"}""", "hailuo_getTask reply $.status: unknown word")]
    [InlineData(
        """{"status":"Success","2447856055707231":"https://a.example/?Signature=x"}""",
        "hailuo_getTask reply $.(masked): unknown field, a string"
    )]
    [InlineData(
        """{"status":"Success","A fox":1}""",
        "hailuo_getTask reply $.(masked): unknown field, an integer"
    )]
    public void What_differs_in_a_reply_is_found(string body, params string[] findings)
    {
        var found = DriftCheck.Find(
            ContractCases.Document,
            SampleExchange.Of(ContractCases.Operation("hailuo_getTask"), 200, JToken.Parse(body))
        );

        found.Select(one => one.ToString()).Should().BeEquivalentTo(findings);
        string.Join(' ', found).Should().NotContainAny(Confidential);
    }

    [Fact]
    public void A_code_a_header_a_missing_body_and_a_slow_answer_are_found()
    {
        var operation = ContractCases.Operation("haiper_getTask");

        SampleExchange
            .Findings(
                SampleExchange.Of(operation, 418, new JObject()) with
                {
                    ReplyHeaders = new Dictionary<string, string>
                    {
                        ["X-Queue"] = "blue",
                        ["Date"] = "Thu, 01 Jan 1970 00:00:00 GMT",
                    },
                }
            )
            .Should()
            .Equal(
                "haiper_getTask reply: status code 418 is not documented",
                "haiper_getTask reply: unknown header X-Queue"
            );
        SampleExchange
            .Findings(SampleExchange.Of(operation, 200, null))
            .Should()
            .Equal("haiper_getTask reply $: the body is missing; documented is JSON");
        SampleExchange
            .Findings(SampleExchange.Of(operation, 200, null) with { HasOtherBody = true })
            .Should()
            .Equal("haiper_getTask reply $: a body that is not JSON");
        SampleExchange
            .Findings(
                SampleExchange.Of(operation, 200, JObject.Parse("""{"status":"SUCCESS"}""")) with
                {
                    Elapsed = TimeSpan.FromMinutes(2),
                }
            )
            .Should()
            .Equal("haiper_getTask reply: slower than the 60 s of x-answers-within");
    }

    [Theory]
    [InlineData("Set-Cookie")]
    [InlineData("Location")]
    [InlineData("retry-after")]
    [InlineData("Link")]
    [InlineData("Server-Timing")]
    [InlineData("Report-To")]
    [InlineData("NEL")]
    [InlineData("Proxy-Status")]
    [InlineData("Cross-Origin-Resource-Policy")]
    public void A_header_of_the_registry_of_HTTP_is_no_drift(string header) =>
        SampleExchange
            .Findings(
                SampleExchange.Of(
                    ContractCases.Operation("hailuo_getTask"),
                    200,
                    JObject.Parse("""{"status":"Success"}""")
                ) with
                {
                    ReplyHeaders = new Dictionary<string, string> { [header] = "1" },
                }
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void What_a_request_has_too_much_or_lacks_is_found()
    {
        var submitted = JObject.Parse("""{"taskId":"2447856055707231"}""");
        var file = ContractCases.Operation("hailuo_getFile");

        SampleExchange
            .Findings(
                SampleExchange.Of(ContractCases.Operation("hailuo_createTask"), 200, submitted) with
                {
                    RequestBody = JObject.Parse(
                        """{"prompt":"A fox","mood":10,"subjectReference":[{"image":["x"]}]}"""
                    ),
                }
            )
            .Should()
            .BeEquivalentTo(
                "hailuo_createTask request $.mood: unknown field, an integer",
                "hailuo_createTask request $.subjectReference[*].type: a required field is missing"
            );
        SampleExchange
            .Findings(
                SampleExchange.Of(file, 200, file.ReplyExamples(200)["file"]) with
                {
                    Query = new Dictionary<string, string> { ["taskId"] = "1", ["size"] = "2" },
                }
            )
            .Should()
            .Equal(
                "hailuo_getFile request ?size: unknown parameter",
                "hailuo_getFile request ?fileId: a required parameter is missing"
            );
        SampleExchange
            .Findings(
                new ContractExchange
                {
                    Method = "GET",
                    Path = "/v1/ai/e/hailuo/video/tasks/2447856055707231",
                    StatusCode = 200,
                }
            )
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith(
                "none request GET /v1/ai/*/hailuo/video/tasks/*: no operation has this method and path; "
                    + "nearest is hailuo_"
            );
    }
}
