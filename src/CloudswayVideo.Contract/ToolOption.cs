namespace CloudswayVideo.Contract;

/// <summary>The options of the tool, and how it names that of a field which has no "x-option".</summary>
public static partial class ToolOption
{
    /// <summary>The options that every command has, and their other names; no field can have one of these.</summary>
    public static IReadOnlyList<string> Taken { get; } =
        (
            "out overwrite no-wait yes dry-run keep-prompts extra timeout endpoint base-url insecure-host key-stdin "
            + "mock journal json verbose access-key api-key key source-job help"
        ).Split(' ');

    /// <summary>Makes the name of an option from a name of the contract.</summary>
    /// <param name="name">The name, such as "maxTokens" or "max_tokens".</param>
    /// <returns>The name without "--", such as "max-tokens".</returns>
    public static string NameOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var words = Signs().Replace(Humps().Replace(name, "-"), "-").Trim('-').ToLowerInvariant();
        return words.Length > 0 ? words : name;
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Humps();

    // A shell would read some of them, such as those of "$ref" and "[0]".
    [GeneratedRegex(@"[^\p{L}\p{Nd}]+")]
    private static partial Regex Signs();
}
