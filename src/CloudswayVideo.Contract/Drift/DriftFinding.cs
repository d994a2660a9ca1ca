namespace CloudswayVideo.Contract.Drift;

/// <summary>Whether the difference is in a request or in a reply.</summary>
public enum DriftDirection
{
    /// <summary>The client sent it.</summary>
    Request,

    /// <summary>The service sent it.</summary>
    Reply,
}

/// <summary>How traffic differs from the contract.</summary>
public enum DriftKind
{
    /// <summary>No operation of the contract has this method and path.</summary>
    UnknownOperation,

    /// <summary>A field or a parameter that the contract does not have.</summary>
    UnknownField,

    /// <summary>A value that the contract does not list, such as a status.</summary>
    UnknownWord,

    /// <summary>A status code, or an error code in a body, that the contract does not have.</summary>
    UnknownCode,

    /// <summary>A header of a reply that is neither one of HTTP nor in the contract.</summary>
    UnknownHeader,

    /// <summary>A value of another type.</summary>
    OtherType,

    /// <summary>A missing value that the contract requires, or that a job needs to continue.</summary>
    Missing,

    /// <summary>A value that breaks a limit, such as a length or a pattern.</summary>
    BrokenLimit,

    /// <summary>The answer took longer than the contract says ("x-answers-within").</summary>
    Slower,
}

/// <summary>
/// One difference between traffic and the contract. It holds names, types, status words and codes, and never a value
/// that could be a prompt, an id, a key or a URL.
/// </summary>
/// <param name="Operation">The id of the operation; "none" if the contract has no such operation.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Path">
/// The place in the body as JSONPath, such as "$.file.items[*].tier"; "?name" for a parameter of a query; empty for the
/// whole. For an unknown operation its method and path, with "*" for each part that could be an id.
/// </param>
/// <param name="Kind">How it differs.</param>
/// <param name="What">What was found, in words.</param>
public sealed record DriftFinding(
    string Operation,
    DriftDirection Direction,
    string Path,
    DriftKind Kind,
    string What
)
{
    /// <summary>The finding in one line.</summary>
    /// <returns>Such as "hailuo_getTask reply $.tier: unknown field, a string".</returns>
    public override string ToString() =>
        $"{Operation} {Direction.ToString().ToLowerInvariant()}{(Path.Length == 0 ? "" : " ")}{Path}: {What}";
}

/// <summary>A finding, and in how many exchanges it was made.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Times">The number of exchanges.</param>
public sealed record DriftCount(DriftFinding Finding, int Times)
{
    /// <summary>The finding as JSON.</summary>
    /// <returns>An object with operation, direction, path, kind, what and times.</returns>
    public JObject ToJson() =>
        new()
        {
            ["operation"] = Finding.Operation,
            ["direction"] = Finding.Direction.ToString().ToLowerInvariant(),
            ["path"] = Finding.Path,
            ["kind"] = Finding.Kind.ToString(),
            ["what"] = Finding.What,
            ["times"] = Times,
        };
}
