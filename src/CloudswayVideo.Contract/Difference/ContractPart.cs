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
/// Which way a part travels: what narrows a request for its sender is a promise to the reader of a reply.
/// </summary>
internal enum Direction
{
    Neither,
    Request,
    Reply,
}

/// <summary>A part of a contract that can be there or not, all that is said of it, and its own parts.</summary>
internal sealed record ContractPart(PartKind Kind, Direction Direction)
{
    /// <summary>The facts of the part, by keyword; for a keyword with a list, also by list item.</summary>
    public Dictionary<(string Keyword, string Item), string> Facts { get; } = [];

    /// <summary>The parts within, by name.</summary>
    public Dictionary<string, ContractPart> Parts { get; } = [];

    public bool Has(string keyword) => Facts.ContainsKey((keyword, ""));

    public ContractPart Part(string name, PartKind kind, Direction direction) =>
        Parts.TryGetValue(name, out var part)
            ? part
            : Parts[name] = new ContractPart(kind, direction);
}
