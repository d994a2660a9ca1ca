namespace CloudswayVideo.Contract;

/// <summary>The path of an operation, with its parameters in braces.</summary>
internal sealed class ContractRoute
{
    private readonly string[] _names;
    private readonly Regex _form;

    public ContractRoute(string template)
    {
        Template = template;
        // Texts and parameter names alternate; the first is a text.
        var parts = template.Split('{', '}');
        _names = [.. parts.Where((_, index) => index % 2 == 1)];
        var form = string.Concat(
            parts.Select((part, index) => index % 2 == 0 ? Regex.Escape(part) : "([^/]*)")
        );
        _form = new Regex($@"\A{form}\z", RegexOptions.CultureInvariant);
    }

    public string Template { get; }

    /// <summary>The values of the parameters in a path; null if it is another path.</summary>
    public Dictionary<string, string>? Match(string path)
    {
        var found = _form.Match(path);
        return found.Success
            ? _names
                .Zip(found.Groups.Values.Skip(1))
                .ToDictionary(one => one.First, one => Uri.UnescapeDataString(one.Second.Value))
            : null;
    }

    public int Similarity(string path)
    {
        var (own, others) = (Template.Split('/'), path.Split('/'));
        var alike = own.Zip(others)
            .Sum(pair =>
                pair.First == pair.Second ? 3
                : pair.First.Contains('{', StringComparison.Ordinal)
                || pair.First.StartsWith(pair.Second, StringComparison.OrdinalIgnoreCase)
                || pair.Second.StartsWith(pair.First, StringComparison.OrdinalIgnoreCase)
                    ? 1
                : 0
            );
        return alike - Math.Abs(others.Length - own.Length);
    }
}
