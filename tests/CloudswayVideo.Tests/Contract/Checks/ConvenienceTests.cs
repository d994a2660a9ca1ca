using CloudswayVideo.Contract;
using CloudswayVideo.Contract.Checks;
using CloudswayVideo.Contract.Preparation;
using CloudswayVideo.Contract.Reading;
using CloudswayVideo.Tests.Contract.Difference;
using CloudswayVideo.Tests.Support;

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>A contract that hand-written code does not fit is refused before anything is compiled.</summary>
public sealed class ConvenienceTests
{
    private static readonly string Sources = Path.Combine(
        Repository.Root,
        "src/CloudswayVideo.Generated"
    );

    [Fact]
    public void Our_own_contract_fits_the_hand_written_code() =>
        Find(ContractEdits.Contract).Should().BeEmpty();

    [Fact]
    public void A_field_with_another_name_in_CSharp_is_found_with_its_line()
    {
        var edited = ContractEdits.Contract.Replace(
            "\n        prompt:\n",
            "\n        prompt:\n          x-csharp-name: Text\n",
            StringComparison.Ordinal
        );

        var finding = Find(edited).Should().ContainSingle().Which;

        finding
            .Message.Should()
            .Contain("HailuoVideoRequest.Creation.cs needs HailuoVideoRequest.Prompt");
        edited.Split('\n')[finding.Line - 1].Should().Contain("x-csharp-name: Text");
    }

    [Fact]
    public void A_schema_with_another_name_in_CSharp_is_found() =>
        Find(
                ContractEdits.Contract.Replace(
                    "\n    SubjectReference:\n",
                    "\n    SubjectReference:\n      x-csharp-name: Subject\n",
                    StringComparison.Ordinal
                )
            )
            .Should()
            .Contain(one => one.Message.Contains("needs SubjectReference.Image"));

    private static IReadOnlyList<ContractFinding> Find(string contract)
    {
        var findings = new Findings("contract.yaml");
        new ConvenienceCheck(
            ClientPreparation.Prepare(ContractText.Parse(contract, "contract.yaml"), Sources),
            findings
        ).Check(Sources);
        return findings.All;
    }
}
