namespace CloudswayVideo.Contract;

/// <summary>One thing in a contract that is wrong, or that the generator cannot express.</summary>
/// <param name="File">The file, or what the contract is called.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Path">The place in the contract, as the target of an overlay names it; blank for the whole.</param>
/// <param name="Message">What was found, what is allowed, and what to do.</param>
public sealed record ContractFinding(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>The finding as compilers print it, so that an editor leads to the place.</summary>
    /// <returns>One line, such as "contract.yaml(12,5): error CONTRACT: message (path)".</returns>
    public override string ToString() =>
        $"{File}({Line},{Column}): error CONTRACT: {Message}"
        + (Path.Length == 0 ? "" : $" ({Path})");
}
