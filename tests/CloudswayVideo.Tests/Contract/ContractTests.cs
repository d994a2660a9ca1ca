using CloudswayVideo.Contract;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace CloudswayVideo.Tests.Contract;

public class ContractTests
{
    [Theory]
    [MemberData(nameof(ContractCases.Replies), MemberType = typeof(ContractCases))]
    public void Every_reply_example_is_valid_against_its_schema(
        string operationId,
        int statusCode,
        string example
    )
    {
        var operation = ContractCases.Operation(operationId);

        ContractValidation
            .Check(operation.ReplyExamples(statusCode)[example], operation.ReplySchema(statusCode)!)
            .Should()
            .BeEmpty();
    }

    [Theory]
    [MemberData(nameof(ContractCases.Requests), MemberType = typeof(ContractCases))]
    public void Every_request_example_is_valid_against_its_schema(
        string operationId,
        string example
    )
    {
        var operation = ContractCases.Operation(operationId);

        ContractValidation
            .Check(operation.RequestExamples[example], operation.RequestSchema!)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public void The_twelve_documented_examples_are_quoted_verbatim()
    {
        using var stream = typeof(ContractTests).Assembly.GetManifestResourceStream(
            "documented-examples.json"
        )!;
        using var reader = new Newtonsoft.Json.JsonTextReader(new StreamReader(stream));
        var documented = JArray.Load(reader);

        documented.Should().HaveCount(12);
        foreach (var entry in documented)
        {
            var operation = ContractCases.Operation((string)entry["operationId"]!);
            var name = (string)entry["example"]!;
            JToken
                .DeepEquals(operation.ReplyExamples(200)[name], entry["response"])
                .Should()
                .BeTrue("{0} {1} is the vendor's reply", operation.Id, name);
            JToken
                .DeepEquals(operation.RequestExamples.GetValueOrDefault(name), entry["request"])
                .Should()
                .BeTrue("{0} {1} is the vendor's request", operation.Id, name);
        }
    }

    [Fact]
    public void Every_operation_has_a_unique_id_that_names_its_family() =>
        ContractCases
            .Document.Operations.Select(operation => operation.Id)
            .Should()
            .OnlyHaveUniqueItems()
            .And.OnlyContain(id => id.Split('_', 2).Length == 2);

    [Fact]
    public async Task Every_operation_names_the_error_codes_of_the_vendors_error_page() =>
        (await ContractDocument.LoadAsync(Repository.ContractPath, CancellationToken.None))
            .Operations.Should()
            .OnlyContain(operation =>
                operation.StatusCodes.SequenceEqual(
                    new[] { 200, 400, 401, 403, 404, 409, 429, 500, 503, 504 }
                )
            );

    [Theory]
    [InlineData(
        "hailuo_createTask",
        """{"prompt":"x","promt":"y"}""",
        "promt: is unknown; known are prompt, promptOptimizer, firstFrameImage, subjectReference"
    )]
    [InlineData(
        "hailuo_createTask",
        """{"promptOptimizer":"yes"}""",
        "promptOptimizer: found \"yes\", boolean expected"
    )]
    [InlineData(
        "hailuo_createTask",
        """{"subjectReference":[{"type":"dog","image":["u"]}]}""",
        "found \"dog\", allowed are character"
    )]
    [InlineData(
        "hailuo_createTask",
        """{"subjectReference":[{"type":"character","image":["u","v"]}]}""",
        "found 2 items, at most 1 allowed"
    )]
    [InlineData("haiper_createGeneration", """{}""", "prompt: is required and missing")]
    [InlineData(
        "haiper_createGeneration",
        """{"prompt":"x","settings":{"duration":3}}""",
        "found 3, allowed are 2, 4, 8"
    )]
    [InlineData(
        "haiper_createGeneration",
        """{"prompt":"x","settings":{"seed":-2}}""",
        "found -2, at least -1 needed"
    )]
    [InlineData(
        "haiper_createExtension",
        """{"config":{}}""",
        "sourceVideo: is required and missing"
    )]
    public void A_request_that_breaks_a_documented_limit_is_invalid_and_the_reason_is_said(
        string operationId,
        string request,
        string reason
    ) =>
        ContractValidation
            .Check(JToken.Parse(request), ContractCases.Operation(operationId).RequestSchema!)
            .Should()
            .ContainSingle()
            .Which.Should()
            .Contain(reason);

    [Fact]
    public void A_prompt_has_at_most_2000_characters()
    {
        var schema = ContractCases.Operation("hailuo_createTask").RequestSchema!;

        ContractValidation
            .Check(new JObject { ["prompt"] = new string('x', 2000) }, schema)
            .Should()
            .BeEmpty();
        ContractValidation
            .Check(new JObject { ["prompt"] = new string('x', 2001) }, schema)
            .Should()
            .Equal("prompt: found 2001 characters, at most 2000 allowed");
    }

    [Theory]
    [InlineData("{\"type\": \"number\", \"minimum\": -0.5}", "found -1.5, at least -0.5 needed")]
    [InlineData("{\"type\": \"number\", \"enum\": [-0.5, 1]}", "found -1.5, allowed are -0.5, 1")]
    public async Task Numbers_in_a_reason_are_those_of_JSON_whatever_the_language_of_the_machine(
        string schema,
        string reason
    )
    {
        System.Globalization.CultureInfo.CurrentCulture = new("sv-SE");

        ContractValidation
            .Check(-1.5, await JsonSchema.FromJsonAsync(schema))
            .Should()
            .Equal($"the body: {reason}");
    }
}
