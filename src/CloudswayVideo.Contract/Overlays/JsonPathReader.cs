namespace CloudswayVideo.Contract.Overlays;

/// <summary>Parses a JSONPath: its segments, and the filters in them.</summary>
internal sealed class JsonPathReader(TextCursor cursor)
{
    /// <exception cref="FormatException">The text is not a JSONPath.</exception>
    public static JsonPath Read(string text)
    {
        var cursor = new TextCursor(text);
        cursor.Take('$');
        var path = new JsonPathReader(cursor).ReadSegments();
        return cursor.IsAtEnd ? path : throw cursor.Unexpected();
    }

    private JsonPath ReadSegments()
    {
        var segments = new List<(string, JsonPath.Segment)>();
        while (NextSegment() is { } start)
        {
            var isDeep = cursor.TryTake("..");
            if (!isDeep)
            {
                cursor.TryTake(".");
            }

            var select =
                cursor.Next == '[' ? ReadBrackets()
                : cursor.TryTake("*") ? (node, _) => JsonPath.Children(node)
                : JsonPath.Named(ReadName());
            segments.Add(
                (
                    cursor.TextFrom(start),
                    isDeep
                        ? (node, root) =>
                            JsonPath.WithDescendants(node).SelectMany(one => select(one, root))
                        : select
                )
            );
        }

        return new JsonPath(segments);
    }

    // Blanks are allowed before a segment, but not after the last one.
    private int? NextSegment()
    {
        var start = cursor.Position;
        cursor.Skip();
        if (cursor.Next is '[' or '.')
        {
            return start;
        }

        cursor.GoBackTo(start);
        return null;
    }

    private JsonPath.Segment ReadBrackets()
    {
        cursor.Take('[');
        var selectors = new List<JsonPath.Segment>();
        do
        {
            cursor.Skip();
            selectors.Add(ReadSelector());
            cursor.Skip();
        } while (cursor.TryTake(","));

        cursor.Take(']');
        return (node, root) => selectors.SelectMany(select => select(node, root));
    }

    private JsonPath.Segment ReadSelector()
    {
        if (cursor.TryTake("*"))
        {
            return (node, _) => JsonPath.Children(node);
        }

        if (cursor.Next is '\'' or '"')
        {
            return JsonPath.Named(cursor.ReadText());
        }

        if (cursor.TryTake("?"))
        {
            var filter = ReadOr();
            return (node, root) => JsonPath.Children(node).Where(child => filter(child, root));
        }

        var (first, isSlice) = (cursor.ReadWhole(), cursor.TryTake(":"));
        if (!isSlice)
        {
            return first is { } index
                ? (node, _) => JsonPath.At(node, index)
                : throw cursor.Unexpected();
        }

        var last = cursor.ReadWhole();
        var step = cursor.TryTake(":") ? cursor.ReadWhole() ?? 1 : 1;
        return (node, _) => JsonPath.Slice(node, first, last, step);
    }

    private Func<JToken, JToken, bool> ReadOr() => ReadTerms("||", ReadAnd, decisive: true);

    private Func<JToken, JToken, bool> ReadAnd() => ReadTerms("&&", ReadTerm, decisive: false);

    // One term with the decisive result decides.
    private Func<JToken, JToken, bool> ReadTerms(
        string sign,
        Func<Func<JToken, JToken, bool>> read,
        bool decisive
    )
    {
        List<Func<JToken, JToken, bool>> terms = [read()];
        while (cursor.SkipTo(sign))
        {
            terms.Add(read());
        }

        return (node, root) => terms.Exists(term => term(node, root) == decisive) == decisive;
    }

    private Func<JToken, JToken, bool> ReadTerm()
    {
        if (cursor.SkipTo("!"))
        {
            var inner = ReadTerm();
            return (node, root) => !inner(node, root);
        }

        if (cursor.SkipTo("("))
        {
            var inner = ReadOr();
            cursor.Skip();
            cursor.Take(')');
            return inner;
        }

        var left = ReadOperand();
        foreach (var sign in new[] { "==", "!=", "<=", ">=", "<", ">" })
        {
            if (cursor.SkipTo(sign))
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

        // A function returns true or false; a path alone tests whether it selects anything.
        return (node, root) =>
            left(node, root).FirstOrDefault() is { } found
            && found is not JValue { Parent: null, Value: false };
    }

    private JsonPath.Segment ReadOperand()
    {
        cursor.Skip();
        var isRoot = cursor.TryTake("$");
        if (isRoot || cursor.TryTake("@"))
        {
            var inner = ReadSegments();
            return (node, root) => inner.From(isRoot ? root : node, root);
        }

        if (cursor.Next is '\'' or '"')
        {
            var text = new JValue(cursor.ReadText());
            return (_, _) => [text];
        }

        var word = cursor.ReadWord();
        return Comparison.Literal(word) is { } literal ? (_, _) => [literal] : ReadCall(word);
    }

    private JsonPath.Segment ReadCall(string name)
    {
        var arguments = new List<JsonPath.Segment>();
        cursor.Take('(');
        do
        {
            arguments.Add(ReadOperand());
        } while (cursor.SkipTo(","));

        cursor.Skip();
        cursor.Take(')');
        return Comparison.Function(name, arguments)
            ?? throw new FormatException($"\"{name}\" is not a function of JSONPath");
    }

    private string ReadName()
    {
        var word = cursor.ReadWord();
        return word.Length > 0 ? word : throw cursor.Unexpected();
    }
}
