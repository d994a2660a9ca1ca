using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Preparation;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract.Preparation;

/// <summary>What the preparation makes of a family that has no hand-written code.</summary>
public partial class FamilyTests
{
    private static readonly JObject Prepared = ClientPreparation.Prepare(
        ContractText.Read(Contract, "The contract"),
        Path.Combine(Repository.Root, "src/CloudswayVideo.Generated")
    );

    private const string Contract = """
        openapi: 3.0.3
        info: {title: Probe, version: 1.0.0}
        servers: [{url: 'https://probe.example/v1'}]
        security: [{token: []}]
        paths:
          /text:
            post:
              operationId: probe_createText
              tags: [Probe]
              x-task-step: submit
              parameters:
                - {name: X-Version, in: header, required: true, schema: {type: string, enum: ['2024-11-06']}}
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/TextRequest'}}}}
              responses: {'202': {$ref: '#/components/responses/Job'}}
          /image:
            servers: [{url: 'https://other.example/v2'}]
            post:
              operationId: probe_createImage
              tags: [Probe]
              x-task-step: submit
              x-task-verb: animate
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/ImageRequest'}}}}
              responses: {'200': {$ref: '#/components/responses/Job'}}
          /text/{id}:
            get:
              operationId: probe_getText
              tags: [Probe]
              x-task-step: status
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: integer}}]
              responses: {'200': {$ref: '#/components/responses/Job'}}
          /image/{id}:
            get:
              operationId: probe_getImage
              tags: [Probe]
              x-task-step: status
              parameters: [{name: id, in: path, required: true, x-task-value: id, schema: {type: string, format: uuid}}]
              responses: {'200': {$ref: '#/components/responses/Job'}}
          /jobs/{id}:
            parameters: [{name: id, in: path, required: true, schema: {type: string}}]
            get:
              operationId: parts_get
              tags: [Parts]
              x-task-step: status
              responses: {'200': {$ref: '#/components/responses/Parts'}}
            delete:
              operationId: probe_cancel
              tags: [Probe]
              security: []
              responses: {'204': {description: Gone.}}
          /parts/file:
            post:
              operationId: parts_file
              tags: [Parts]
              x-task-step: file
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Wanted'}}}}
              responses: {'200': {$ref: '#/components/responses/Parts'}}
        components:
          securitySchemes:
            token: {type: apiKey, in: header, name: Authorization, x-key-prefix: 'Token '}
          responses:
            Job:
              description: A job.
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Reply'}
                  examples:
                    done:
                      value: {code: 0, data: {task_id: '1', done: true, works: [{url: 'https://a.example/1.mp4'}]}}
            Parts:
              description: The parts of a job.
              content: {application/json: {schema: {$ref: '#/components/schemas/Parts'}}}
          schemas:
            Wanted:
              type: object
              required: [ids, kind]
              properties:
                ids: {type: array, items: {type: integer}, x-task-value: id}
                kind: {type: number, enum: [2]}
            Parts:
              type: object
              properties:
                share: {type: number, enum: [0.5, 1]}
                items: {type: array, x-task-value: url, items: {type: string}}
                pieces:
                  type: array
                  items:
                    type: object
                    properties:
                      file: {type: string, x-task-value: file}
                      state: {$ref: '#/components/schemas/State'}
            State: {type: string, x-task-value: status, x-phases: {Running: [busy], Succeeded: [done]}}
            TextRequest:
              type: object
              required: [prompt, count, note]
              properties: {prompt: {type: string}, count: {type: integer}, note: {type: string, nullable: true}}
            ImageRequest:
              type: object
              required: [image]
              properties: {image: {type: string, x-input: image}}
            Reply:
              allOf:
                - {$ref: '#/components/schemas/Base'}
                - type: object
                  properties:
                    data: {$ref: '#/components/schemas/Data'}
            Base:
              type: object
              properties:
                code: {type: integer, x-call-status: [0, 200], x-reasons: {Balance: [7]}}
                words: {type: string, x-call-message: true}
            Data:
              type: object
              properties:
                task_id: {type: string, x-task-value: id}
                done: {type: boolean, x-task-value: status, x-phases: {Running: [false], Succeeded: [true]}}
                percent: {type: string, x-task-value: progress}
                works: {type: array, items: {type: object, properties: {url: {type: string, x-task-value: url}}}}
        """;

    [Fact]
    public void The_id_of_a_job_is_read_at_any_depth() =>
        Reply("ISubmissionReply.Id").Should().Be("string? Data?.TaskId");

    [Fact]
    public void All_urls_of_a_list_are_read_and_the_first_is_the_video()
    {
        Reply("IVideoReply.Urls")
            .Should()
            .Be("IEnumerable<string?> Data?.Works?.Select(item3 => item3?.Url) ?? []");
        Reply("IVideoReply.Url")
            .Should()
            .Be(
                "string? Data?.Works?.Select(item3 => item3?.Url)?.FirstOrDefault(value => value is not null)"
            );
    }

    [Fact]
    public void A_job_of_several_parts_has_the_status_of_the_one_that_is_behind_and_all_files()
    {
        Reply("IJobReply.Status", "Parts")
            .Should()
            .Be(
                "string? (Pieces?.Select(item2 => item2?.State)?.MinBy(value => value?.Phase))?.ToString()"
            );
        Reply("IVideoReply.Files", "Parts")
            .Should()
            .Be("IEnumerable<string?> Pieces?.Select(item2 => item2?.File) ?? []");
    }

    [Fact]
    public void A_marked_list_may_be_called_items() =>
        ((string?)Schema("Parts")["properties"]!["items"]!["type"]).Should().Be("array");

    [Fact]
    public void A_number_of_a_few_values_stays_a_number() =>
        ((string?)Schema("Parts")["properties"]!["share"]!["type"]).Should().Be("number");

    [Fact]
    public void Operations_of_one_path_share_its_parameters() =>
        new[] { "get", "delete" }
            .Select(method => Operation("/jobs/{id}", method)["parameters"]!.Count())
            .Should()
            .Equal(1, 1);

    [Fact]
    public void A_code_of_the_call_is_read_with_its_meaning_and_the_words_beside_it() =>
        Reply("IReply.CallFailure")
            .Should()
            .Be(
                "CallFailure? CallFailure.Of(Code?.ToString(System.Globalization.CultureInfo.InvariantCulture), "
                    + "CodeReason, Words, \"0\", \"200\")"
            );

    [Fact]
    public void A_part_without_a_description_is_at_least_named()
    {
        ((string?)Schema("Data")["description"]).Should().Be("\"Data\" of the contract.");
        ((string?)Schema("Data")["properties"]!["percent"]!["description"])
            .Should()
            .Be("The field \"percent\".");
    }

    [Fact]
    public void A_boolean_with_phases_is_a_status() =>
        Reply("IJobReply.Phase")
            .Should()
            .Be("VideoJobPhase (Data?.Done)?.Phase ?? VideoJobPhase.Unknown");

    [Fact]
    public void A_reply_of_several_parts_is_one_class() =>
        ((JObject)Schema("Reply")["properties"]!)
            .Properties()
            .Select(property => property.Name)
            .Should()
            .Equal("code", "words", "data");

    [Fact]
    public void The_status_of_a_job_is_asked_for_at_a_path_that_continues_that_of_its_submission()
    {
        var questions = (JObject)Operation("/text", "post")["x-family"]!["status"]!;

        questions
            .Properties()
            .Select(question => question.Name)
            .Should()
            .Equal("GetText", "GetImage");
        ((string)questions["GetText"]!["kinds"]!).Should().Be("\"generate\"");
        ((string)questions["GetImage"]!["kinds"]!).Should().Be("\"animate\"");
    }

    [Fact]
    public void A_verb_names_the_method_that_waits() =>
        ((string)Operation("/image", "post")["x-submission"]!["generate"]!).Should().Be("Animate");

    private static string Reply(string member, string schema = "Reply") =>
        string.Join(" ", Schema(schema)["x-members"]![member]!.Values<string>());

    private static JToken Schema(string name) => Prepared["components"]!["schemas"]![name]!;

    private static JToken Operation(string path, string method) =>
        Prepared["paths"]![path]![method]!;
}
