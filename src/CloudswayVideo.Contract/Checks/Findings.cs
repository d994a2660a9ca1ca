using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Checks;

/// <summary>Where a value, or the name of a field, stands in a file.</summary>
internal sealed record TextPosition(string File, int Line, int Column);

/// <summary>Collects what is wrong, each with the position that its token was read from.</summary>
internal sealed class Findings(string file)
{
    private readonly List<ContractFinding> _all = [];
    private readonly List<JToken> _unreadable = [];

    public string File => file;

    /// <summary>All findings, in the order of the file.</summary>
    public IReadOnlyList<ContractFinding> All =>
        [
            .. _all.DistinctBy(one => (one.File, one.Line, one.Column, one.Message))
                .OrderBy(one => one.Line)
                .ThenBy(one => one.Column),
        ];

    /// <summary>The places that no reader of OpenAPI could read.</summary>
    public IReadOnlyList<JToken> Unreadable => _unreadable;

    public void Add(JToken place, string message)
    {
        // An object begins with its first field; what a reader looks for is its name.
        var named = place is JContainer && place.Parent is JProperty name ? name : place;
        var at =
            named
                .AncestorsAndSelf()
                .Select(token => token.Annotation<TextPosition>())
                .FirstOrDefault(position => position is not null)
            ?? new TextPosition(file, 1, 1);
        Add(at, place.Path, message);
    }

    public void Add(TextPosition at, string path, string message) =>
        _all.Add(
            new ContractFinding(at.File, at.Line, at.Column, path, message.ReplaceLineEndings(" "))
        );

    /// <summary>
    /// Whether a part is missing from what the operations are made of, which explains what they lack.
    /// </summary>
    public bool HidesParts { get; private set; }

    /// <summary>Adds a finding that keeps the place from being read.</summary>
    public void AddUnreadable(JToken place, string message, bool hidesParts = false)
    {
        Add(place, message);
        _unreadable.Add(place);
        HidesParts |= hidesParts;
    }
}
