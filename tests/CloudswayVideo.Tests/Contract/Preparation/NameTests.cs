using System.Globalization;
using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Preparation;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract.Preparation;

/// <summary>The C# names of what the contract names.</summary>
public class NameTests
{
    [Theory]
    [InlineData("prompt", "Prompt")]
    [InlineData("task_id", "TaskId")]
    [InlineData("aspect-ratio", "AspectRatio")]
    [InlineData("a.b", "AB")]
    [InlineData("1st", "Value1st")]
    [InlineData("$ref", "Ref")]
    [InlineData("@type", "Type")]
    [InlineData("提示词", "提示词")]
    [InlineData("x-csharp", "XCsharp")]
    public void A_property_is_named_as_its_words_are(string wire, string expected) =>
        MemberOf(Property(wire)).Should().Be(expected);

    [Theory]
    [InlineData("probe")] // the class itself
    [InlineData("equals")]
    [InlineData("toString")]
    [InlineData("extra")]
    [InlineData("unknownFields")]
    public void A_property_named_like_a_member_of_every_class_gets_a_suffix(string wire) =>
        MemberOf(Property(wire)).Should().EndWith("Value");

    [Theory]
    [InlineData("maxTokens", "max-tokens")]
    [InlineData("max_tokens", "max-tokens")]
    [InlineData("[0]", "0")]
    [InlineData("$ref", "ref")]
    [InlineData("a.b", "a-b")]
    [InlineData("提示词", "提示词")]
    [InlineData("*", "*")]
    public void An_option_is_named_without_signs_that_a_shell_reads(string wire, string option) =>
        ToolOption.NameOf(wire).Should().Be(option);

    [Fact]
    public void Two_spellings_that_are_no_aliases_are_two_members()
    {
        var schema = Prepared(
            "{task_id: {type: string, description: One.}, taskId: {type: string, description: Two.}}"
        );

        Members(schema).Should().Equal("TaskId", "TaskIdValue");
    }

    [Theory]
    [InlineData("{type: array, description: One., items: UNION}", "items")]
    [InlineData(
        "{type: object, description: One., additionalProperties: UNION}",
        "additionalProperties"
    )]
    public void Items_of_several_types_have_the_first_and_no_class(string field, string items)
    {
        var union = "{anyOf: [{type: string}, {type: integer}], x-task-value: url}";
        var schema = Prepared(
            $"{{loc: {field.Replace("UNION", union, StringComparison.Ordinal)}}}"
        );

        schema["properties"]!["loc"]![items]!
            .ToString(Newtonsoft.Json.Formatting.None)
            .Should()
            .Contain("\"type\":\"string\"")
            .And.Contain("x-task-value")
            .And.NotContain("anyOf");
    }

    [Theory]
    [InlineData("anyOf: [{type: string, enum: [720p, 4k]}, {type: string}]")]
    [InlineData("oneOf: [{$ref: '#/components/schemas/Size'}, {type: integer}]")]
    public void A_field_of_several_types_has_the_class_of_the_first(string union)
    {
        var schemas = Schemas(
            ContractWith("Probe", $"{{size: {{{union}, description: One.}}}}")
                + "\n    Size: {type: string, enum: [720p]}"
        );

        var name = $"{schemas["Probe"]!["properties"]!["size"]!["allOf"]![0]!["$ref"]}".Split('/')[
            ^1
        ];
        schemas[name]!["x-known"].Should().NotBeNull();
    }

    [Fact]
    public void A_description_has_only_line_ends_that_a_comment_goes_on_after() =>
        Prepared("{size: {type: string, description: \"One.\\u2028Two.\\u0085Three.\"}}")[
            "properties"
        ]!["size"]!["description"]!
            .ToString()
            .Should()
            .Be("One.\nTwo.\nThree.");

    [Fact]
    public void A_name_that_the_contract_gives_is_used() =>
        MemberOf("{1st: {type: string, x-csharp-name: First, description: One.}}")
            .Should()
            .Be("First");

    [Theory]
    [InlineData("Task")]
    [InlineData("Uri")]
    [InlineData("Exception")]
    [InlineData("Video")]
    [InlineData("VideoJob")]
    [InlineData("CloudswayOptions")]
    [InlineData("Jobs")]
    [InlineData("System")]
    [InlineData("Newtonsoft")]
    [InlineData("CloudswayVideo")]
    public void A_schema_named_like_an_existing_type_becomes_a_model(string name) =>
        Schemas(ContractWith(name, Property("prompt")))
            .Should()
            .ContainKey($"{name}Model")
            .And.NotContainKey(name);

    [Theory]
    [InlineData("[a, A, b]", "A B")]
    [InlineData("['16:9', '1:1']", "Value16x9 Value1x1")]
    [InlineData("['1.5', '15']", "Value1x5 Value15")]
    [InlineData("[512P, 1080P]", "Value512P Value1080P")]
    [InlineData("[value, phase]", "ValueValue PhaseValue")]
    [InlineData("['', '+']", "ValueValue ValueValue2")]
    [InlineData("[-1, 1]", "Minus1 Value1")]
    [InlineData("['say \"hi\"', 'back\\slash']", "SayHi BackSlash")]
    public void Values_of_an_enum_have_distinct_names(string values, string expected)
    {
        var schemas = Schemas(
            ContractWith("Probe", $"{{kind: {{enum: {values}, description: One.}}}}")
        );

        ((JObject)schemas["ProbeKind"]!["x-known"]!)
            .Properties()
            .Select(value => value.Name)
            .Should()
            .Equal(expected.Split(' '));
    }

    [Fact]
    public void Names_and_values_are_the_same_whatever_the_language_of_the_machine()
    {
        // Its minus is no hyphen.
        CultureInfo.CurrentCulture = new CultureInfo("sv-SE");
        var schemas = Schemas(
            ContractWith("Probe", "{kind: {type: integer, enum: [-1, 1], description: One.}}")
        );

        ((JObject)schemas["ProbeKind"]!["x-known"]!)
            .Properties()
            .Select(value => value.Name)
            .Should()
            .Equal("Minus1", "Value1");
    }

    private static string Property(string wire) =>
        $"{{'{wire}': {{type: string, description: One.}}}}";

    private static string MemberOf(string properties) => Members(Prepared(properties)).Single();

    private static IEnumerable<string> Members(JToken schema) =>
        ((JObject)schema["properties"]!)
            .Properties()
            .Select(property => (string)property.Value["x-csharp-name"]!);

    private static JToken Prepared(string properties) =>
        Schemas(ContractWith("Probe", properties))["Probe"]!;

    private static JObject Schemas(string contract) =>
        (JObject)
            ClientPreparation.Prepare(
                ContractText.Read(contract, "The contract"),
                Path.Combine(Repository.Root, "src/CloudswayVideo.Generated")
            )["components"]!["schemas"]!;

    private static string ContractWith(string name, string properties) =>
        $$"""
            openapi: 3.0.3
            info: {title: Probe, version: 1.0.0}
            servers: [{url: 'https://probe.example/v1'}]
            paths: {}
            components:
              schemas:
                {{name}}: {type: object, description: A probe., properties: {{properties}}}
            """;
}
