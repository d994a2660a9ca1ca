namespace CloudswayVideo.Contract.Reading;

/// <summary>The position of a value, or of the name of a field, in a file.</summary>
internal sealed record TextPosition(string File, int Line, int Column);

/// <summary>Collects findings, each with the position of its token.</summary>
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

    /// <summary>The places that a reader of OpenAPI would fail on.</summary>
    public IReadOnlyList<JToken> Unreadable => _unreadable;

    public void Add(JToken place, string message)
    {
        // The position of an object is its first field; a reader looks for its name.
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

    /// <summary>Adds a finding for each of some places.</summary>
    public void AddEach<T>(IEnumerable<T> places, Func<T, string> message)
        where T : JToken => AddEach(places, place => place, message);

    /// <summary>Adds a finding for each of some items, at its place.</summary>
    public void AddEach<T>(IEnumerable<T> items, Func<T, JToken> place, Func<T, string> message) =>
        items.ToList().ForEach(item => Add(place(item), message(item)));

    /// <summary>
    /// Whether a part of an operation could not be read; what the operation seems to lack then needs no finding.
    /// </summary>
    public bool HidesParts { get; private set; }

    /// <summary>Adds a finding because of which the place cannot be read.</summary>
    public void AddUnreadable(JToken place, string message, bool hidesParts = false)
    {
        Add(place, message);
        Hide(place, hidesParts);
    }

    /// <summary>Notes a place that cannot be read, for a reason that another finding tells.</summary>
    public void Hide(JToken place, bool hidesParts = true)
    {
        _unreadable.Add(place);
        HidesParts |= hidesParts;
    }
}
