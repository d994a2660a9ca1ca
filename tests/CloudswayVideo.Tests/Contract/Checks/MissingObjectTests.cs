using CloudswayVideo.Contract;

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>A text where an object belongs is a finding, and does not end the check.</summary>
public class MissingObjectTests
{
    private const string Contract = """
        openapi: 3.0.3
        info: {title: Probe, version: 1.0.0}
        servers: [{url: 'https://probe.example/v1'}]
        paths:
          /jobs:
            post:
              operationId: probe_submit
              tags: [Probe]
              x-task-step: submit
              x-commands: {generate: {summary: Makes a video., argument: prompt}}
              requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}
              responses:
                '200':
                  description: A job.
                  content: {application/json: {schema: {$ref: '#/components/schemas/Job'}, example: {prompt: A fox}}}
        components:
          schemas:
            Job:
              type: object
              description: A job.
              properties: {prompt: {type: string}, words: {type: string, x-alias-of: prompt}}
        """;

    [Theory]
    [InlineData("prompt: {type: string}", "prompt: text")]
    [InlineData("{prompt: {type: string}, words: {type: string, x-alias-of: prompt}}", "text")]
    [InlineData("{summary: Makes a video., argument: prompt}", "text")]
    [InlineData(
        "{content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}",
        "text"
    )]
    [InlineData(
        "requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Job'}}}}",
        "requestBody: {content: {application/json: text}}"
    )]
    [InlineData(
        "{application/json: {schema: {$ref: '#/components/schemas/Job'}, example: {prompt: A fox}}}",
        "{application/json: text}"
    )]
    [InlineData(
        "{schema: {$ref: '#/components/schemas/Job'}, example: {prompt: A fox}}",
        "{schema: text, example: {prompt: A fox}}"
    )]
    public void A_text_in_the_place_of_an_object_is_told(string part, string text)
    {
        Contract.Should().Contain(part);

        ContractCheck
            .Find(Contract.Replace(part, text, StringComparison.Ordinal), "contract.yaml")
            .Should()
            .Contain(one =>
                one.Message.StartsWith("found the string \"text\"", StringComparison.Ordinal)
            );
    }

    [Fact]
    public void A_text_in_the_place_of_the_components_is_told() =>
        ContractCheck
            .Find($"{Contract.Split("components:\n")[0]}components: text", "contract.yaml")
            .Should()
            .Contain(one => one.Message.Contains("must be an object", StringComparison.Ordinal));
}
