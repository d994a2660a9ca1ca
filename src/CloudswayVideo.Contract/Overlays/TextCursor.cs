using System.Text;

namespace CloudswayVideo.Contract.Overlays;

/// <summary>Reads the words, strings and symbols of a JSONPath from left to right.</summary>
internal sealed class TextCursor(string text)
{
    private int _at;

    public int Position => _at;

    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The next character; a space at the end.</summary>
    public char Next => IsAtEnd ? ' ' : text[_at];

    public string TextFrom(int start) => text[start.._at];

    public void GoBackTo(int position) => _at = position;

    // Accepts names with a hyphen, such as x-task-value, which RFC 9535 wants in brackets.
    public string ReadWord()
    {
        var start = _at;
        while (
            _at < text.Length
            && (char.IsLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '+' or > '\u007f')
        )
        {
            _at++;
        }

        // A number may continue after its decimal point.
        if (_at < text.Length && text[_at] == '.' && int.TryParse(text[start.._at], out _))
        {
            _at++;
            ReadWord();
        }

        return text[start.._at];
    }

    public string ReadText()
    {
        var quote = text[_at++];
        var value = new StringBuilder();
        while (_at < text.Length && text[_at] != quote)
        {
            value.Append(TryTake("\\") ? ReadEscape() : text[_at++]);
        }

        Take(quote);
        return value.ToString();
    }

    private char ReadEscape()
    {
        var sign = _at < text.Length ? text[_at++] : throw Unexpected();
        if (sign == 'u' && _at + 4 <= text.Length)
        {
            _at += 4;
            return (char)
                ushort.Parse(
                    text.AsSpan(_at - 4, 4),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture
                );
        }

        return sign switch
        {
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => sign,
        };
    }

    public int? ReadWhole()
    {
        var start = _at;
        while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '-'))
        {
            _at++;
        }

        return start == _at ? null
            : long.TryParse(text[start.._at], CultureInfo.InvariantCulture, out var number)
                ? (int)Math.Clamp(number, -int.MaxValue / 2, int.MaxValue / 2)
            : throw Unexpected();
    }

    public void Skip()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }
    }

    public bool SkipTo(string sign)
    {
        Skip();
        return TryTake(sign);
    }

    public bool TryTake(string sign)
    {
        var found = string.CompareOrdinal(text, _at, sign, 0, sign.Length) == 0;
        _at += found ? sign.Length : 0;
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
            _at < text.Length
                ? $"\"{text[_at]}\" is unexpected at character {_at + 1}"
                : "it ends too early"
        );
}
