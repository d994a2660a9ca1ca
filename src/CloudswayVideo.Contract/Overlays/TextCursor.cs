namespace CloudswayVideo.Contract.Overlays;

/// <summary>Reads the words, strings and symbols of a JSONPath from left to right.</summary>
internal sealed partial class TextCursor(string text)
{
    public int Position { get; private set; }

    public bool IsAtEnd => Position >= text.Length;

    /// <summary>The next character; a space at the end.</summary>
    public char Next => IsAtEnd ? ' ' : text[Position];

    public string TextFrom(int start) => text[start..Position];

    public void GoBackTo(int position) => Position = position;

    public string ReadWord() => Read(Word());

    // Json.NET reads a string in either kind of quotes.
    public string ReadText() =>
        Read(Quoted()) is { Length: > 0 } quoted
            ? (string)JToken.Parse(quoted)!
            : throw new FormatException("a quote is not closed");

    public int? ReadWhole() =>
        Read(Whole()) is not { Length: > 0 } whole ? null
        : long.TryParse(whole, CultureInfo.InvariantCulture, out var number)
            ? (int)Math.Clamp(number, -int.MaxValue / 2, int.MaxValue / 2)
        : throw Unexpected();

    public void Skip() => Read(Blanks());

    public bool SkipTo(string sign)
    {
        Skip();
        return TryTake(sign);
    }

    public bool TryTake(string sign)
    {
        var found = string.CompareOrdinal(text, Position, sign, 0, sign.Length) == 0;
        Position += found ? sign.Length : 0;
        return found;
    }

    public void Take(char sign)
    {
        if (!TryTake(sign.ToString()))
        {
            throw Unexpected();
        }
    }

    public FormatException Unexpected() =>
        new(
            IsAtEnd
                ? "it ends too early"
                : $"\"{text[Position]}\" is unexpected at character {Position + 1}"
        );

    private string Read(Regex form)
    {
        var found = form.Match(text, Position).Value;
        Position += found.Length;
        return found;
    }

    // A name may have a hyphen, such as x-task-value, which RFC 9535 wants in brackets. A number may have a point.
    [GeneratedRegex(@"\G([-+]?[0-9]+\.)?([\w+-]|[^\0-\x7F])*")]
    private static partial Regex Word();

    [GeneratedRegex("""\G(['"])(\\.|(?!\1).)*\1""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\G[-0-9]*")]
    private static partial Regex Whole();

    [GeneratedRegex(@"\G\s*")]
    private static partial Regex Blanks();
}
