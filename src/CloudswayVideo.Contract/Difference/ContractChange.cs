namespace CloudswayVideo.Contract.Difference;

/// <summary>What happened to a part of a contract, or of a public surface.</summary>
public enum ChangeKind
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>It is gone.</summary>
    Removed,
}

/// <summary>One difference between two contracts, and how it affects users.</summary>
/// <param name="Kind">Whether it was added, changed or removed.</param>
/// <param name="What">A part, such as "operation" or "field", or a keyword of it, such as "maxLength".</param>
/// <param name="Places">Every place of the difference; a schema that replies share has many.</param>
/// <param name="Before">The old value; null if there was none.</param>
/// <param name="After">The new value; null if there is none.</param>
/// <param name="Step">How far it moves the version.</param>
/// <param name="Reason">Why, in a few words.</param>
public sealed record ContractChange(
    ChangeKind Kind,
    string What,
    IReadOnlyList<string> Places,
    string? Before,
    string? After,
    VersionStep Step,
    string Reason
);
