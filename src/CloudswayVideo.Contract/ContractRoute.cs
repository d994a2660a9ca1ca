namespace CloudswayVideo.Contract;

/// <summary>The path of an operation, with its parameters in braces.</summary>
internal sealed class ContractRoute(string template)
{
    private readonly Segment[] _segments =
    [
        .. template.Split('/').Select(segment => new Segment(segment)),
    ];

    public string Template { get; } = template;

    public Dictionary<string, string>? Match(string[] segments)
    {
        if (segments.Length != _segments.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>();
        return _segments.Zip(segments).All(pair => pair.First.Matches(pair.Second, values))
            ? values
            : null;
    }

    public int Similarity(string[] segments)
    {
        var alike = _segments
            .Zip(segments)
            .Sum(pair =>
                pair.First.Text == pair.Second ? 3
                : pair.First.HasParameter
                || pair.First.Text.StartsWith(pair.Second, StringComparison.OrdinalIgnoreCase)
                || pair.Second.StartsWith(pair.First.Text, StringComparison.OrdinalIgnoreCase)
                    ? 1
                : 0
            );
        return alike - Math.Abs(segments.Length - _segments.Length);
    }

    /// <summary>One segment of a path: a text, a parameter, or both, as in "{model}:generate".</summary>
    private sealed class Segment
    {
        private readonly string[] _names;
        private readonly Regex? _pattern;

        public Segment(string text)
        {
            Text = text;
            // Texts and parameter names alternate; the first is a text.
            var parts = text.Split('{', '}');
            _names = [.. parts.Where((_, index) => index % 2 == 1)];
            if (HasParameter && parts is not ["", _, ""])
            {
                var expression = string.Concat(
                    parts.Select((part, index) => index % 2 == 0 ? Regex.Escape(part) : "([^/]+)")
                );
                _pattern = new Regex($"^{expression}$", RegexOptions.CultureInvariant);
            }
        }

        public string Text { get; }

        public bool HasParameter => _names.Length > 0;

        public bool Matches(string segment, Dictionary<string, string> values)
        {
            if (!HasParameter)
            {
                return Text == segment;
            }

            if (_pattern is null)
            {
                values[_names[0]] = Uri.UnescapeDataString(segment);
                return true;
            }

            var match = _pattern.Match(segment);
            for (var index = 0; match.Success && index < _names.Length; index++)
            {
                values[_names[index]] = Uri.UnescapeDataString(match.Groups[index + 1].Value);
            }

            return match.Success;
        }
    }
}
