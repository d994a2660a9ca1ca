using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Reading;
using CloudswayVideo.Tests.Contract.Difference;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>Mistakes in a contract are found before it is used, each with its line.</summary>
public sealed class ContractCheckTests
{
    public static TheoryData<string> Slips { get; } = [.. ContractSlips.All.Keys];

    public static TheoryData<string> Causes { get; } = [.. ContractSlips.Alone.Keys];

    [Theory]
    [MemberData(nameof(Slips))]
    public void A_mistake_is_found_with_its_line_and_what_to_do(string name)
    {
        var slip = ContractSlips.All[name];
        var edited = slip.Apply();

        var findings = ContractCheck.Find(edited, "contract.yaml");

        var report = string.Join('\n', findings);
        var finding = findings
            .Should()
            .Contain(one => one.Message.Contains(slip.Words), report)
            .Which;
        edited.Split('\n')[finding.Line - 1].Should().Contain(slip.Line, report);
        finding
            .ToString()
            .Should()
            .StartWith($"contract.yaml({finding.Line},{finding.Column}): error CONTRACT: ");
        findings
            .Should()
            .HaveCountLessThan(12, "one mistake must not have many findings: {0}", report);
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void Only_the_cause_is_named_and_not_what_follows_from_it(string name) =>
        ContractCheck
            .Find(ContractSlips.All[name].Apply(), "contract.yaml")
            .Should()
            .ContainSingle();

    [Fact]
    public void Our_own_contracts_have_no_findings()
    {
        foreach (
            var path in new[]
            {
                Repository.ContractPath,
                Path.Combine(Repository.Root, "src/CloudswayVideo.MockServer/Control/control.yaml"),
            }
        )
        {
            ContractCheck.Find(File.ReadAllText(path), path).Should().BeEmpty();
        }
    }

    [Fact]
    public void All_mistakes_are_reported_at_once()
    {
        var edited = ContractEdits
            .Contract.Replace("maxLength: 2000", "maxLength: many", StringComparison.Ordinal)
            .Replace("x-task-value: url", "x-task-valeu: url", StringComparison.Ordinal)
            .Replace(
                "{status: PENDING, progress: 0}",
                "{status: PENDING, progress: 400}",
                StringComparison.Ordinal
            )
            .Replace(
                "      operationId: hailuo_getFile\n",
                "      operationId: hailuo_getFile\n      operationId: twice\n",
                StringComparison.Ordinal
            );

        var report = string.Join('\n', ContractCheck.Find(edited, "contract.yaml"));

        report
            .Should()
            .Contain("many")
            .And.Contain("x-task-valeu")
            .And.Contain("found 400")
            .And.Contain("appears twice");
    }

    [Theory]
    [InlineData(
        "\ncomponents:\n",
        "\ncomponent:\n",
        "\"component\" is not a keyword of the contract; did you mean"
    )]
    [InlineData(
        "\n  schemas:\n",
        "\n  schema:\n",
        "\"schema\" is not a keyword of the components; did you mean"
    )]
    public void A_misspelt_section_is_one_finding_and_not_one_for_each_reference_to_it(
        string section,
        string misspelt,
        string words
    ) =>
        ContractCheck
            .Find(
                ContractEdits.Contract.Replace(section, misspelt, StringComparison.Ordinal),
                "contract.yaml"
            )
            .Should()
            .ContainSingle()
            .Which.Message.Should()
            .StartWith(words);

    [Fact]
    public void A_security_scheme_that_cannot_be_expressed_needs_nothing_else() =>
        ContractCheck
            .Find(
                ContractEdits.Contract.Replace(
                    "      type: http\n      scheme: bearer\n",
                    "      type: oauth2\n      flows: {}\n",
                    StringComparison.Ordinal
                ),
                "contract.yaml"
            )
            .Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("cannot express \"oauth2\"");

    [Theory]
    [InlineData("", 1, "the file is empty")]
    [InlineData("# only a comment\n", 1, "the file is empty")]
    [InlineData(
        "# Video API\n\nIt makes *videos*.\n",
        3,
        "this is not an OpenAPI 3.0 document: found the string"
    )]
    [InlineData("- a list\n", 1, "found a list")]
    [InlineData(
        "swagger: '2.0'\npaths: {}\n",
        1,
        "this is Swagger 2.0, but only OpenAPI 3.0 can be read: convert it"
    )]
    [InlineData("info: {}\nopenapi: 3.1.0\n", 2, "this is OpenAPI 3.1.0, but only 3.0 can be read")]
    [InlineData("openapi: 3.0\n", 1, "found the number 3.0; \"openapi\" must be a string")]
    [InlineData("info: {}\n", 1, "it does not begin with \"openapi: 3.0.3\"")]
    [InlineData("a: &x [*x]\n", 1, "refers to an anchor that is not defined above it")]
    [InlineData("a: *nothing\n", 1, "refers to an anchor that is not defined above it")]
    [InlineData("openapi: 3.0.3\n<<: 5\n", 2, "\"<<\" merges the number 5")]
    [InlineData("openapi: 3.0.3\n? [a]\n: b\n", 2, "the name of a field must be a string")]
    [InlineData("openapi: 3.0.3\n---\nopenapi: 3.0.3\n", 2, "a second document begins here")]
    [InlineData("openapi: 3.0.3\ninfo: {title: \uFFFD\uFFFD}\n", 2, "save the file as UTF-8")]
    [InlineData("o\0p\0", 1, "save the file as UTF-8")]
    public void A_text_that_is_not_a_contract_is_refused_in_one_sentence(
        string text,
        int line,
        string words
    )
    {
        var findings = ContractCheck.Find(text, "contract.yaml");

        findings
            .Should()
            .Contain(
                one => one.Line == line && one.Message.Contains(words),
                string.Join('\n', findings)
            );
    }

    [Fact]
    public void Marks_of_other_tools_are_allowed() =>
        ContractCheck
            .Find(
                ContractEdits.Contract.Replace(
                    "maxLength: 2000",
                    "maxLength: 2000\n          x-order: 1\n          x-enum-varnames: []\n          x-nullable: true",
                    StringComparison.Ordinal
                ),
                "contract.yaml"
            )
            .Should()
            .BeEmpty();

    [Theory]
    [InlineData("oneOf: [{type: object, properties: {a: {type: string}}, required: [a]}]")]
    [InlineData("allOf: [{type: object, properties: {a: {type: string}}}, {required: [a]}]")]
    [InlineData("oneOf: [{type: string}, {type: integer, nullable: true}]")]
    [InlineData("properties: {type: {type: string}, required: {type: boolean}}")]
    [InlineData("properties: {a: {nullable: true, allOf: [{$ref: '#/components/schemas/Id'}]}}")]
    [InlineData("additionalProperties: {type: string}")]
    [InlineData("type: object, example: {any: thing}, x-order: 3")]
    public void A_correct_schema_has_no_finding(string schema) =>
        ContractCheck
            .Find(
                ContractEdits.Contract.Replace(
                    "\n  schemas:\n",
                    $"\n  schemas:\n    Right: {{{schema}}}\n",
                    StringComparison.Ordinal
                ),
                "contract.yaml"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void Servers_of_every_path_are_servers_enough() =>
        ContractCheck
            .Find(
                "openapi: 3.0.3\ninfo: {title: x, version: '1'}\npaths:\n  /a:\n    servers: [{url: /v1}]\n",
                "contract.yaml"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void JSON_is_checked_as_YAML_is() =>
        ContractCheck
            .Find(
                "{\n\t\"openapi\": \"3.0.3\",\n\t\"info\": {\"title\": \"x\", \"version\": "
                    + "1},\n\t\"servers\": [{\"url\": \"/\"}],\n\t\"paths\": {\"/a\": {}}\n}",
                "contract.json"
            )
            .Should()
            .ContainSingle()
            .Which.ToString()
            .Should()
            .Be(
                "contract.json(3,36): error CONTRACT: found the number 1; \"version\" must be a "
                    + "string: put it in quotes (info.version)"
            );

    [Fact]
    public void The_reasons_that_a_contract_may_give_are_those_of_the_client() =>
        Grammar
            .Kinds["x-reasons"]
            .Select(one => one.Name)
            .Should()
            .BeEquivalentTo(Enum.GetNames<ErrorReason>());
}
