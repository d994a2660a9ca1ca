namespace CloudswayVideo.Contract.Overlays;

/// <summary>
/// A JSONPath of RFC 9535, as overlays require. The paths of Json.NET are older: their filters and wildcards do not
/// reach the members of objects.
/// </summary>
/// <param name="segments">Its segments: the text of each, and a function that selects its nodes.</param>
internal sealed class JsonPath(IReadOnlyList<(string Text, JsonPath.Segment Select)> segments)
{
    internal delegate IEnumerable<JToken> Segment(JToken node, JToken root);

    /// <summary>The nodes that the path selects, each once.</summary>
    public IReadOnlyList<JToken> Select(JToken root) => From(root, root);

    /// <summary>The nodes that the path selects from another node than the root, as "@" does in a filter.</summary>
    public IReadOnlyList<JToken> From(JToken start, JToken root) =>
        Select(start, root, segments.Count);

    /// <summary>
    /// The longest part of the path that selects something, its nodes, and the next segment, which selects nothing.
    /// </summary>
    public (string Path, IReadOnlyList<JToken> Nodes, string Next) Reach(JToken root)
    {
        var count = Enumerable
            .Range(0, segments.Count)
            .Last(length => Select(root, root, length).Count > 0);
        return (
            "$" + string.Concat(segments.Take(count).Select(segment => segment.Text)),
            Select(root, root, count),
            segments[count].Text
        );
    }

    private List<JToken> Select(JToken start, JToken root, int count) =>
        segments
            .Take(count)
            .Aggregate(
                new List<JToken> { start },
                (nodes, segment) =>
                    nodes
                        .SelectMany(node => segment.Select(node, root))
                        .Distinct(ReferenceEqualityComparer.Instance)
                        .Cast<JToken>()
                        .ToList()
            );

    public static Segment Named(string name) =>
        (node, _) => (node as JObject)?[name] is { } child ? [child] : [];

    public static IEnumerable<JToken> At(JToken node, int index) =>
        node is JArray list && index + (index < 0 ? list.Count : 0) is var at && at >= 0
            ? list.Skip(at).Take(1)
            : [];

    public static IEnumerable<JToken> Slice(JToken node, int? first, int? last, int step)
    {
        if (node is not JArray list || step == 0)
        {
            yield break;
        }

        var (least, most) = step > 0 ? (0, list.Count) : (-1, list.Count - 1);
        int Within(int? at, int standard) =>
            at is { } given
                ? Math.Clamp(given + (given < 0 ? list.Count : 0), least, most)
                : standard;
        var end = Within(last, step > 0 ? most : least);
        for (
            long at = Within(first, step > 0 ? least : most);
            step > 0 ? at < end : at > end;
            at += step
        )
        {
            yield return list[(int)at];
        }
    }

    public static IEnumerable<JToken> WithDescendants(JToken node) =>
        Children(node).SelectMany(WithDescendants).Prepend(node);

    public static IEnumerable<JToken> Children(JToken node) =>
        node.Children().Select(child => child is JProperty property ? property.Value : child);
}
