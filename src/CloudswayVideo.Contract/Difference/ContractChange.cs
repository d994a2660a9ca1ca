namespace CloudswayVideo.Contract.Difference;

/// <summary>What happened to a part of a contract, or of a public surface.</summary>
public enum ChangeKind
{
    /// <summary>It came.</summary>
    Added,

    /// <summary>It is another now.</summary>
    Changed,

    /// <summary>It went.</summary>
    Removed,
}

/// <summary>One difference between two contracts, and what it does to users.</summary>
/// <param name="Kind">Whether it came, went or is another now.</param>
/// <param name="What">What differs: the operation or field itself, or what is said of it.</param>
/// <param name="Places">Every place where it does; a schema that replies share has many.</param>
/// <param name="Before">What was said before, if anything.</param>
/// <param name="After">What is said now, if anything.</param>
/// <param name="Step">How far it moves the version.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record ContractChange(
    ChangeKind Kind,
    string What,
    IReadOnlyList<string> Places,
    string? Before,
    string? After,
    VersionStep Step,
    string Reason
);
