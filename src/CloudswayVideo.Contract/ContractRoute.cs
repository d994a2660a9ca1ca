namespace CloudswayVideo.Contract;

/// <summary>The path of an operation, with its parameters in braces.</summary>
internal sealed class ContractRoute(string template)
{
    private readonly string[] _segments = template.Split('/');

    public string Template { get; } = template;

    public Dictionary<string, string>? Match(string[] segments)
    {
        if (
            segments.Length != _segments.Length
            || !_segments
                .Zip(segments)
                .All(pair => IsParameter(pair.First) || pair.First == pair.Second)
        )
        {
            return null;
        }

        return _segments
            .Zip(segments)
            .Where(pair => IsParameter(pair.First))
            .ToDictionary(
                pair => pair.First.Trim('{', '}'),
                pair => Uri.UnescapeDataString(pair.Second)
            );
    }

    public int Likeness(string[] segments)
    {
        var alike = _segments
            .Zip(segments)
            .Sum(pair =>
                pair.First == pair.Second ? 3
                : IsParameter(pair.First)
                || pair.First.StartsWith(pair.Second, StringComparison.OrdinalIgnoreCase)
                || pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase)
                    ? 1
                : 0
            );
        return alike - Math.Abs(segments.Length - _segments.Length);
    }

    private static bool IsParameter(string segment) => segment.StartsWith('{');
}
