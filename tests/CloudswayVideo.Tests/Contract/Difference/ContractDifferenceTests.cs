using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Difference;
using CloudswayVideo.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>"contract diff" says how an edit of the contract affects users.</summary>
public sealed class ContractDifferenceTests : IDisposable
{
    private readonly Tool _tool = new();

    public static TheoryData<string> Edits { get; } = [.. ContractEdits.All.Keys];

    public void Dispose() => _tool.Dispose();

    [Theory]
    [MemberData(nameof(Edits))]
    public void Every_edit_of_the_contract_demands_its_step(string name)
    {
        var edit = ContractEdits.All[name];

        var changes = Between(ContractEdits.Contract, edit.Apply());

        changes
            .Select(change => change.Step)
            .DefaultIfEmpty(VersionStep.None)
            .Max()
            .Should()
            .Be(edit.Step);
        if (edit.Step == VersionStep.None)
        {
            return;
        }

        changes
            .Where(change => change.Step == edit.Step)
            .SelectMany(change =>
                change.Places.Select(place =>
                    $"{change.Kind} {change.What} {place}".ToLowerInvariant()
                )
            )
            .Should()
            .Contain(edit.Change.ToLowerInvariant(), "{0}", string.Join('\n', changes));
    }

    [Fact]
    public void A_contract_that_stays_the_same_demands_nothing() =>
        Between(ContractEdits.Contract, ContractEdits.Contract).Should().BeEmpty();

    [Fact]
    public void A_schema_that_many_replies_share_is_one_change_with_all_its_places() =>
        Between(ContractEdits.Contract, ContractEdits.All["reason of a code added"].Apply())
            .Should()
            .ContainSingle()
            .Which.Places.Should()
            .HaveCountGreaterThan(60);

    [Fact]
    public void A_part_that_is_added_is_one_change_without_its_details() =>
        Between(ContractEdits.Contract, ContractEdits.All["operation added"].Apply())
            .Should()
            .ContainSingle();

    [Fact]
    public async Task The_report_says_what_differs_where_and_why()
    {
        var run = await CompareAsync(ContractEdits.All["limit tightened"].Apply());

        run.Output.Should()
            .Contain("maxLength: 2000 -> 1500")
            .And.Contain("hailuo_createTask request prompt")
            .And.Contain("requests that were valid are refused")
            .And.EndWith("The step is major: it breaks what users have.");
        run.ExitCode.Should().Be(0, "nothing is demanded of contracts that have no version");
    }

    [Fact]
    public async Task The_report_for_programs_says_the_same()
    {
        var run = await CompareAsync(ContractEdits.All["limit tightened"].Apply(), "--json");

        var comparison = JObject.Parse(run.Output);
        comparison["step"]!.ToString().Should().Be("major");
        comparison["contract"]![0]!["places"]![0]!
            .ToString()
            .Should()
            .Be("hailuo_createTask request prompt");
    }

    [Theory]
    [InlineData(
        "openapi: 3.0.3\ninfo: {}\ninfo: {}\n",
        "new.yaml(3,1): error CONTRACT: \"info\" appears twice, first in line 2"
    )]
    [InlineData(
        "openapi: 3.0.3\ncomponents:\n  schemas:\n    A:\n      properties:\n        type: {type: "
            + "string}\n        b: {type: bool}\n",
        "new.yaml(7,19): error CONTRACT: found the string \"bool\"; \"type\" must be one of string, "
            + "number, integer, boolean, array, object"
    )]
    [InlineData(
        "openapi: 3.0.3\npaths: {/a: {get: {responses: {'200': {$ref: '#/components/responses/None'}}}}}\n",
        "\"#/components/responses/None\" refers to nothing"
    )]
    [InlineData("- a list\n", "is not an OpenAPI 3.0 document")]
    [InlineData("", "the file is empty")]
    public async Task A_contract_that_is_wrong_is_refused_by_its_line(
        string contract,
        string reason
    )
    {
        var run = await CompareAsync(contract);

        run.ExitCode.Should().Be(1);
        run.Errors.Should()
            .StartWith("cloudsway-video: ")
            .And.Contain(reason)
            .And.NotContain("   at ", "a stack trace helps nobody");
    }

    [Fact]
    public void A_word_instead_of_a_schema_is_its_type() =>
        Between(
                Past("{type: array, items: string}"),
                Past("{oneOf: [integer, {type: [string, 'null']}], required: true}")
            )
            .Should()
            .OnlyContain(change => change.Places.Count == 1)
            .And.Contain(change =>
                change.What == "type" && change.After!.StartsWith("integer or ")
            );

    private static string Past(string schema) =>
        "openapi: 3.0.3\npaths: {/a: {post: {requestBody: {content: {application/json: {schema: "
        + $"{schema}}}}}}}, responses: {{}}}}}}}}\n";

    private static IReadOnlyList<ContractChange> Between(string before, string after) =>
        ContractDifference.Between(
            ContractParts.Of(ContractText.Read(before, "before")),
            ContractParts.Of(ContractText.Read(after, "after"))
        );

    private async Task<ToolRun> CompareAsync(string edited, params IEnumerable<string> options)
    {
        await File.WriteAllTextAsync(_tool["old.yaml"], ContractEdits.Contract);
        await File.WriteAllTextAsync(_tool["new.yaml"], edited);
        return await ToolRun.OfAsync(
            _tool,
            ["contract", "diff", "old.yaml", "new.yaml", .. options]
        );
    }
}
