using CloudswayVideo.Contract;

namespace CloudswayVideo.Tests.Contract.Reading;

/// <summary>A contract is read with anchors and merge keys, and within limits.</summary>
public sealed class ContractReaderTests
{
    [Fact]
    public void A_text_that_is_nested_without_end_ends_no_process() =>
        ContractCheck
            .Find(new string('[', 100_000), "contract.yaml")
            .Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("it has more than 100 levels");

    [Fact]
    public void Anchors_that_multiply_each_other_end_in_a_finding()
    {
        var text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n";
        for (var level = 1; level < 9; level++)
        {
            text +=
                $"a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n";
        }

        ContractCheck
            .Find(text, "contract.yaml")
            .Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("or 2000000 values");
    }

    [Fact]
    public void Merge_keys_and_anchors_are_understood()
    {
        var contract = ContractText.Read(
            "a: &a {x: 1, y: 2}\nb: {<<: *a, y: 3}\nc: {<<: [{z: 4}, *a]}\n",
            "text"
        );

        contract
            .ToString(Newtonsoft.Json.Formatting.None)
            .Should()
            .Be("""{"a":{"x":1,"y":2},"b":{"y":3,"x":1},"c":{"z":4,"x":1,"y":2}}""");
    }
}
