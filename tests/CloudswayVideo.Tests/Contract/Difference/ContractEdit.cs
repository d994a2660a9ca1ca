using System.Text.RegularExpressions;
using CloudswayVideo.Contract.Difference;

namespace CloudswayVideo.Tests.Contract.Difference;

/// <summary>An edit of the contract, and the step that it must be judged as.</summary>
/// <param name="Pattern">What is replaced, once; a regular expression.</param>
/// <param name="Replacement">What replaces it.</param>
/// <param name="Step">The step that the edit demands.</param>
/// <param name="Change">Kind, subject and place of the change that demands it.</param>
internal sealed record ContractEdit(
    string Pattern,
    string Replacement,
    VersionStep Step,
    string Change
)
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
