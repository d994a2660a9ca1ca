using System.Text.RegularExpressions;

namespace CloudswayVideo.Contract;

/// <summary>How the tool names the option for a field that has no "x-option".</summary>
public static partial class ToolOption
{
    /// <summary>Makes the name of an option from a name of the contract.</summary>
    /// <param name="name">The name, such as "maxTokens" or "max_tokens".</param>
    /// <returns>The name without "--", such as "max-tokens".</returns>
    public static string NameOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Humps().Replace(name, "-").Replace('_', '-').ToLowerInvariant();
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();
}
