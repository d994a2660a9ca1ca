using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Drift;
using CloudswayVideo.Tests.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Drift;

/// <summary>The marks of the contract say what a value in a reply means.</summary>
public sealed class MarkedValueTests
{
    private const string ListedIds = """
        openapi: 3.0.3
        info: {title: Probe, version: 1.0.0}
        servers: [{url: 'https://probe.example/v1'}]
        paths:
          /jobs:
            post:
              operationId: probe_create
              tags: [Probe]
              x-task-step: submit
              responses:
                '200':
                  description: A job.
                  content: {application/json: {schema: {$ref: '#/components/schemas/Jobs'}, example: {ids: ['7']}}}
          /jobs/{id}:
            get:
              operationId: probe_get
              tags: [Probe]
              x-task-step: status
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: string}}]
              responses:
                '200':
                  description: A job.
                  content: {application/json: {schema: {$ref: '#/components/schemas/Job'}, example: {done: true}}}
        components:
          schemas:
            Jobs: {type: object, properties: {ids: {type: array, x-task-value: id, items: {type: string}}}}
            Job:
              type: object
              properties:
                done: {type: boolean, x-task-value: status, x-phases: {Running: [false], Succeeded: [true]}}
                url: {type: string, x-task-value: url}
        """;

    [Fact]
    public async Task A_mark_on_a_list_counts_for_its_items()
    {
        var contract = await ContractDocument.ParseAsync(
            ListedIds,
            "A contract with a list of ids"
        );
        var exchange = new ContractExchange
        {
            Method = "POST",
            Path = "/v1/jobs",
            StatusCode = 200,
            ReplyBody = JObject.Parse("""{"ids":["2447856055707231"]}"""),
        };

        DriftCheck.Find(contract, exchange).Should().BeEmpty();
        DriftCheck.JobIdOf(contract, exchange).Should().Be("2447856055707231");
        contract
            .Operations[0]
            .Reply(200)!
            .PlacesOf("example")
            .Should()
            .ContainSingle()
            .Which.Value.Should()
            .Be("id");
    }

    [Theory]
    [InlineData("200", "")]
    [InlineData("0", "hailuo_getTask reply $.base_resp.status_code: unknown code \"0\"")]
    public async Task A_code_that_the_contract_lists_as_success_is_known_whatever_it_is(
        string code,
        string finding
    )
    {
        var text = await File.ReadAllTextAsync(Repository.ContractPath);
        var contract = await ContractDocument.ParseAsync(
            // No example may have the code either: what is documented is known.
            text.Replace("x-call-status: [0]", "x-call-status: [200]", StringComparison.Ordinal)
                .Replace("status_code: 0", "status_code: 200", StringComparison.Ordinal),
            "A contract whose calls succeed with 200"
        );
        var reply = JObject.Parse(
            $$$"""{"status":"Success","base_resp":{"status_code":{{{code}}}}}"""
        );

        string.Join(
                ' ',
                DriftCheck.Find(
                    contract,
                    SampleExchange.Of(ContractCases.Operation("hailuo_getTask"), 200, reply)
                )
            )
            .Should()
            .Be(finding);
    }
}
