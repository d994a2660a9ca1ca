namespace CloudswayVideo.Contract.Difference;

/// <summary>Compares two contracts part by part and, in parts that both have, fact by fact.</summary>
public static class ContractDifference
{
    /// <summary>Compares two contracts.</summary>
    /// <param name="before">The older contract.</param>
    /// <param name="after">The newer contract.</param>
    /// <returns>The differences, those with the largest step first.</returns>
    /// <exception cref="ContractException">A reference of one of them leads nowhere.</exception>
    public static IReadOnlyList<ContractChange> Between(JObject before, JObject after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        return Between(ContractParts.Of(before), ContractParts.Of(after));
    }

    internal static IReadOnlyList<ContractChange> Between(
        ContractPart before,
        ContractPart after
    ) =>
        // A change in a shared schema shows up in many places; it is reported once.
        Compare(before, after, [])
            .Where(change => change.Step != VersionStep.None)
            .GroupBy(change =>
                (
                    change.Kind,
                    change.What,
                    Field(change.Places[0]),
                    change.Before,
                    change.After,
                    change.Step,
                    change.Reason
                )
            )
            .Select(same =>
                same.First() with
                {
                    Places = [.. same.SelectMany(change => change.Places)],
                }
            )
            .OrderByDescending(change => change.Step)
            .ToList();

    private static IEnumerable<ContractChange> Compare(
        ContractPart before,
        ContractPart after,
        IReadOnlyList<string> path
    )
    {
        foreach (var fact in before.Facts.Keys.Union(after.Facts.Keys))
        {
            var old = before.Facts.GetValueOrDefault(fact);
            var now = after.Facts.GetValueOrDefault(fact);
            if (old != now)
            {
                var (step, reason) = FactRules.Judge(before, after, fact);
                yield return new ContractChange(
                    Kind(old, now),
                    What(fact),
                    [Place(path)],
                    old,
                    now,
                    step,
                    reason
                );
            }
        }

        foreach (var name in before.Parts.Keys.Union(after.Parts.Keys))
        {
            var old = before.Parts.GetValueOrDefault(name);
            var now = after.Parts.GetValueOrDefault(name);
            var place = path.Append(name).ToList();
            if (old is not null && now is not null)
            {
                foreach (var change in Compare(old, now, place))
                {
                    yield return change;
                }
            }
            else
            {
                var part = (now ?? old)!;
                var (step, reason) = PartRules.Judge(part, added: now is not null);
                yield return new ContractChange(
                    Kind(old, now),
                    part.Kind.ToString().ToLowerInvariant(),
                    [Place(place)],
                    null,
                    null,
                    step,
                    reason
                );
            }
        }
    }

    private static ChangeKind Kind(object? before, object? after) =>
        before is null ? ChangeKind.Added
        : after is null ? ChangeKind.Removed
        : ChangeKind.Changed;

    private static string What((string Keyword, string Item) fact) =>
        fact switch
        {
            (_, "") or ("description", _) => fact.Keyword,
            ("enum", var value) => $"value {value}",
            ("x-enumNames", var value) => $"C# name of value {value}",
            _ => $"{fact.Keyword} {fact.Item}",
        };

    // Operation, body and fields, such as "hailuo_createTask request config/sourceImage".
    private static string Place(IReadOnlyList<string> path) =>
        path.Count == 0
            ? "the contract"
            : string.Join(' ', path.Take(2).Append(string.Join('/', path.Skip(2)))).TrimEnd();

    private static string Field(string place) => place[(place.LastIndexOf(' ') + 1)..];
}
