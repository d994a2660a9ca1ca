using System.Text.RegularExpressions;
using CloudswayVideo.Tests.Contract.Difference;

namespace CloudswayVideo.Tests.Contract.Checks;

/// <summary>A mistake in the contract, and the finding that it must have.</summary>
/// <param name="Pattern">What is replaced, once; a regular expression.</param>
/// <param name="Replacement">What replaces it.</param>
/// <param name="Line">A part of the line that the finding names, after the edit.</param>
/// <param name="Words">A part of the message.</param>
internal sealed record ContractSlip(string Pattern, string Replacement, string Line, string Words)
{
    public string Apply()
    {
        var edited = new Regex(Pattern, RegexOptions.Singleline).Replace(
            ContractEdits.Contract,
            Replacement,
            count: 1
        );
        edited.Should().NotBe(ContractEdits.Contract, "the contract should contain {0}", Pattern);
        return edited;
    }
}
