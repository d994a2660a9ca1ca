using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace CloudswayVideo.Contract.Overlays;

/// <summary>
/// A JSONPath as RFC 9535 has it, which overlays prescribe. The paths of Json.NET are older: their filters and
/// wildcards
/// do not reach the members of objects.
/// </summary>
internal sealed class JsonPath
{
    private readonly string _text;
    private readonly List<(string Text, Segment Select)> _segments = [];
    private int _at;

    private JsonPath(string text) => _text = text;

    internal delegate IEnumerable<JToken> Segment(JToken node, JToken root);

    /// <exception cref="FormatException">The text is no JSONPath.</exception>
    public static JsonPath Parse(string text)
    {
        var path = new JsonPath(text);
        path.Take('$');
        path.ReadSegments();
        return path._at == text.Length ? path : throw path.Unexpected();
    }

    /// <summary>What the path selects, each place once.</summary>
    public IReadOnlyList<JToken> Select(JToken root) => Select(root, root, _segments.Count);

    /// <summary>
    /// The longest beginning that selects something, what it selects, and the segment that finds nothing.
    /// </summary>
    public (string Path, IReadOnlyList<JToken> Nodes, string Next) Reach(JToken root)
    {
        var count = Enumerable
            .Range(0, _segments.Count)
            .Last(length => Select(root, root, length).Count > 0);
        return (
            "$" + string.Concat(_segments.Take(count).Select(segment => segment.Text)),
            Select(root, root, count),
            _segments[count].Text
        );
    }

    private List<JToken> Select(JToken start, JToken root, int count) =>
        _segments
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

    private void ReadSegments()
    {
        while (NextSegment() is { } start)
        {
            var deep = TryTake("..");
            if (!deep && _text[_at] == '.')
            {
                _at++;
            }

            var select =
                _text[Math.Min(_at, _text.Length - 1)] == '[' ? ReadBrackets()
                : TryTake("*") ? (node, _) => node.Children().Select(Value)
                : Named(ReadName());
            _segments.Add(
                (
                    _text[start.._at],
                    deep
                        ? (node, root) => WithDescendants(node).SelectMany(one => select(one, root))
                        : select
                )
            );
        }
    }

    // Blanks may stand before a segment, and belong to none at the end.
    private int? NextSegment()
    {
        var start = _at;
        Skip();
        if (_at < _text.Length && _text[_at] is ('[' or '.'))
        {
            return start;
        }

        _at = start;
        return null;
    }

    private Segment ReadBrackets()
    {
        Take('[');
        var selectors = new List<Segment>();
        do
        {
            Skip();
            selectors.Add(ReadSelector());
            Skip();
        } while (TryTake(","));

        Take(']');
        return (node, root) => selectors.SelectMany(select => select(node, root));
    }

    private Segment ReadSelector()
    {
        if (TryTake("*"))
        {
            return (node, _) => node.Children().Select(Value);
        }

        if (_at < _text.Length && _text[_at] is '\'' or '"')
        {
            return Named(ReadText());
        }

        if (TryTake("?"))
        {
            var filter = ReadOr();
            return (node, root) =>
                node.Children().Select(Value).Where(child => filter(child, root));
        }

        var (first, isSlice) = (ReadWhole(), TryTake(":"));
        if (!isSlice)
        {
            return first is { } index ? (node, _) => At(node, index) : throw Unexpected();
        }

        var last = ReadWhole();
        var step = TryTake(":") ? ReadWhole() ?? 1 : 1;
        return (node, _) => Slice(node, first, last, step);
    }

    private Func<JToken, JToken, bool> ReadOr()
    {
        var left = ReadAnd();
        while (SkipTo("||"))
        {
            var (one, other) = (left, ReadAnd());
            left = (node, root) => one(node, root) || other(node, root);
        }

        return left;
    }

    private Func<JToken, JToken, bool> ReadAnd()
    {
        var left = ReadTerm();
        while (SkipTo("&&"))
        {
            var (one, other) = (left, ReadTerm());
            left = (node, root) => one(node, root) && other(node, root);
        }

        return left;
    }

    private Func<JToken, JToken, bool> ReadTerm()
    {
        if (SkipTo("!"))
        {
            var inner = ReadTerm();
            return (node, root) => !inner(node, root);
        }

        if (SkipTo("("))
        {
            var inner = ReadOr();
            Skip();
            Take(')');
            return inner;
        }

        var left = ReadOperand();
        foreach (var sign in new[] { "==", "!=", "<=", ">=", "<", ">" })
        {
            if (SkipTo(sign))
            {
                var right = ReadOperand();
                return (node, root) =>
                    Comparison.Holds(
                        left(node, root).FirstOrDefault(),
                        sign,
                        right(node, root).FirstOrDefault()
                    );
            }
        }

        // A function answers with a flag; a path alone asks whether there is anything.
        return (node, root) =>
            left(node, root).FirstOrDefault() is { } found
            && found is not JValue { Parent: null, Value: false };
    }

    private Segment ReadOperand()
    {
        Skip();
        if (_at < _text.Length && _text[_at] is '@' or '$')
        {
            var inner = new JsonPath(_text) { _at = _at + 1 };
            var isRoot = _text[_at] == '$';
            inner.ReadSegments();
            _at = inner._at;
            return (node, root) => inner.Select(isRoot ? root : node, root, inner._segments.Count);
        }

        if (_at < _text.Length && _text[_at] is '\'' or '"')
        {
            var text = new JValue(ReadText());
            return (_, _) => [text];
        }

        var word = ReadWord();
        return Comparison.Literal(word) is { } literal ? (_, _) => [literal] : ReadCall(word);
    }

    private Segment ReadCall(string name)
    {
        var arguments = new List<Segment>();
        Take('(');
        do
        {
            arguments.Add(ReadOperand());
        } while (SkipTo(","));

        Skip();
        Take(')');
        return Comparison.Function(name, arguments)
            ?? throw new FormatException($"\"{name}\" is no function of JSONPath");
    }

    private static Segment Named(string name) =>
        (node, _) => (node as JObject)?[name] is { } child ? [child] : [];

    private static IEnumerable<JToken> At(JToken node, int index) =>
        node is JArray list && index + (index < 0 ? list.Count : 0) is var at && at >= 0
            ? list.Skip(at).Take(1)
            : [];

    private static IEnumerable<JToken> Slice(JToken node, int? first, int? last, int step)
    {
        if (node is not JArray list || step == 0)
        {
            return [];
        }

        int Within(int? at, int standard) =>
            at is { } given ? given + (given < 0 ? list.Count : 0) : standard;
        var (from, to) =
            step > 0
                ? (Math.Max(0, Within(first, 0)), Math.Min(list.Count, Within(last, list.Count)))
                : (
                    Math.Min(list.Count - 1, Within(first, list.Count - 1)),
                    Math.Max(-1, Within(last, -1))
                );
        return Enumerable
            .Range(0, list.Count)
            .Select(number =>
                from + (int)Math.Clamp((long)number * step, -int.MaxValue / 2, int.MaxValue / 2)
            )
            .TakeWhile(at => step > 0 ? at < to : at > to)
            .Where(at => at >= 0 && at < list.Count)
            .Select(at => list[at]);
    }

    private static IEnumerable<JToken> WithDescendants(JToken node) =>
        node.Children().Select(Value).SelectMany(WithDescendants).Prepend(node);

    private static JToken Value(JToken child) =>
        child is JProperty property ? property.Value : child;

    private string ReadName()
    {
        var word = ReadWord();
        return word.Length > 0 ? word : throw Unexpected();
    }

    // Names with a hyphen, such as x-task-value, are read too, though they would belong in brackets.
    private string ReadWord()
    {
        var start = _at;
        while (
            _at < _text.Length
            && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '-' or '+' or > '\u007f')
        )
        {
            _at++;
        }

        // A number may go on behind its point.
        if (_at < _text.Length && _text[_at] == '.' && int.TryParse(_text[start.._at], out _))
        {
            _at++;
            ReadWord();
        }

        return _text[start.._at];
    }

    private string ReadText()
    {
        var quote = _text[_at++];
        var text = new StringBuilder();
        while (_at < _text.Length && _text[_at] != quote)
        {
            text.Append(TryTake("\\") ? ReadEscape() : _text[_at++]);
        }

        Take(quote);
        return text.ToString();
    }

    private char ReadEscape()
    {
        var sign = _at < _text.Length ? _text[_at++] : throw Unexpected();
        if (sign == 'u' && _at + 4 <= _text.Length)
        {
            _at += 4;
            return (char)
                ushort.Parse(
                    _text.AsSpan(_at - 4, 4),
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

    private int? ReadWhole()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '-'))
        {
            _at++;
        }

        return start == _at ? null
            : long.TryParse(_text[start.._at], CultureInfo.InvariantCulture, out var number)
                ? (int)Math.Clamp(number, -int.MaxValue / 2, int.MaxValue / 2)
            : throw Unexpected();
    }

    private void Skip()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private bool SkipTo(string sign)
    {
        Skip();
        return TryTake(sign);
    }

    private bool TryTake(string sign)
    {
        var found = string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;
        _at += found ? sign.Length : 0;
        return found;
    }

    private void Take(char sign)
    {
        if (!TryTake(sign.ToString()))
        {
            throw Unexpected();
        }
    }

    private FormatException Unexpected() =>
        new(
            _at < _text.Length
                ? $"\"{_text[_at]}\" is not expected at character {_at + 1}"
                : "it ends too early"
        );
}
