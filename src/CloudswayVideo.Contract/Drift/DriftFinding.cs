using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Drift;

/// <summary>Whether a client or the service sent what the contract does not have.</summary>
public enum DriftDirection
{
    /// <summary>The client did.</summary>
    Request,

    /// <summary>The service did.</summary>
    Reply,
}

/// <summary>In what way traffic differs from the contract.</summary>
public enum DriftKind
{
    /// <summary>No operation of the contract has this method and path.</summary>
    UnknownOperation,

    /// <summary>A field or a parameter that the contract does not have.</summary>
    UnknownField,

    /// <summary>A value beside those that the contract lists, such as a status word.</summary>
    UnknownWord,

    /// <summary>A status code, or an error code in a body, that the contract does not have.</summary>
    UnknownCode,

    /// <summary>A header of a reply that is neither HTTP's own nor the contract's.</summary>
    UnknownHeader,

    /// <summary>A value of another type.</summary>
    OtherType,

    /// <summary>What the contract requires, or what a job cannot go on without, is not there.</summary>
    Missing,

    /// <summary>A value that breaks a limit, such as a length or a pattern.</summary>
    BrokenLimit,

    /// <summary>The answer took longer than the contract says ("x-answers-within").</summary>
    Slower,
}

/// <summary>
/// One way in which traffic differs from the contract. It holds names, types and listed kinds of words, and never a
/// value that could be a prompt, an id, a key or a URL.
/// </summary>
/// <param name="Operation">The id of the operation; "none" where the contract has none such.</param>
/// <param name="Direction">Who sent it.</param>
/// <param name="Path">
/// The place in the body as JSONPath, such as "$.file.items[*].tier"; "?name" for a parameter of a query; method and
/// path, with "*" for what could be an id, where the contract has no such operation; blank for the whole.
/// </param>
/// <param name="Kind">In what way it differs.</param>
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
    /// <returns>Such as "hailuo_getTask reply $.tier: unknown field, a text".</returns>
    public override string ToString() =>
        $"{Operation} {Direction.ToString().ToLowerInvariant()}{(Path.Length == 0 ? "" : " ")}{Path}: {What}";
}

/// <summary>A finding, and how many exchanges had it.</summary>
/// <param name="Finding">The finding.</param>
/// <param name="Times">How many.</param>
public sealed record DriftCount(DriftFinding Finding, int Times)
{
    /// <summary>The finding as programs read it.</summary>
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
