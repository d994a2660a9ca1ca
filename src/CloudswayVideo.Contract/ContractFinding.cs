namespace CloudswayVideo.Contract;

/// <summary>A mistake in a contract, or something that the generator cannot express.</summary>
/// <param name="File">The file, or another name of the contract.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Path">The place in the contract, such as "paths['/a'].get.summary"; empty for the whole.</param>
/// <param name="Message">What was found, what is allowed, and what to do.</param>
public sealed record ContractFinding(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>The finding in the format of compilers, so that an editor can open the place.</summary>
    /// <returns>One line, such as "contract.yaml(12,5): error CONTRACT: message (path)".</returns>
    public override string ToString() =>
        $"{File}({Line},{Column}): error CONTRACT: {Message}"
        + (Path.Length == 0 ? "" : $" ({Path})");
}
