namespace CloudswayVideo.Contract.Difference;

internal enum PartKind
{
    Contract,
    Operation,
    Parameter,
    Body,
    Reply,
    Header,
    Field,
}

/// <summary>
/// Whether a part is sent or received. A tighter limit refuses requests, but is a promise about replies.
/// </summary>
internal enum Direction
{
    Neither,
    Request,
    Reply,
}

/// <summary>A part of a contract, such as an operation or a field, with its facts and the parts in it.</summary>
internal sealed record ContractPart(PartKind Kind, Direction Direction)
{
    /// <summary>The facts of the part, by keyword; if a keyword has a list, also by its item.</summary>
    public Dictionary<(string Keyword, string Item), string> Facts { get; } = [];

    /// <summary>The parts in it, by name.</summary>
    public Dictionary<string, ContractPart> Parts { get; } = [];

    public bool Has(string keyword) => Facts.ContainsKey((keyword, ""));

    public ContractPart Part(string name, PartKind kind, Direction direction) =>
        Parts.TryGetValue(name, out var part)
            ? part
            : Parts[name] = new ContractPart(kind, direction);
}
