namespace CloudswayVideo.Contract.Overlays;

/// <summary>The comparisons and functions of JSONPath filters (RFC 9535, 2.3.5 and 2.4).</summary>
internal static class Comparison
{
    private static readonly TimeSpan RegexTimeout = TimeSpan.FromSeconds(1);

    public static bool Holds(JToken? left, string sign, JToken? right) =>
        sign switch
        {
            "==" => AreEqual(left, right),
            "!=" => !AreEqual(left, right),
            "<" => IsLess(left, right),
            ">" => IsLess(right, left),
            "<=" => IsLess(left, right) || AreEqual(left, right),
            _ => IsLess(right, left) || AreEqual(left, right),
        };

    public static JValue? Literal(string word) =>
        word switch
        {
            "true" or "false" => new JValue(word == "true"),
            "null" => JValue.CreateNull(),
            _ when decimal.TryParse(
                    word,
                    NumberStyles.Float,
                    CultureInfo.InvariantCulture,
                    out var number
                ) => new JValue(number),
            _ => null,
        };

    public static JsonPath.Segment? Function(string name, IReadOnlyList<JsonPath.Segment> arguments)
    {
        IEnumerable<JToken> First(JToken node, JToken root) => arguments[0](node, root);
        JToken? Second(JToken node, JToken root) =>
            arguments.ElementAtOrDefault(1)?.Invoke(node, root).FirstOrDefault();
        return name switch
        {
            "count" => (node, root) => [new JValue(First(node, root).Count())],
            "value" => (node, root) =>
                First(node, root).Take(2).ToList() is [var only] ? [only] : [],
            "length" => (node, root) => Length(First(node, root).FirstOrDefault()),
            "match" => (node, root) =>
                [
                    new JValue(
                        Fits(First(node, root).FirstOrDefault(), Second(node, root), @"\A(?:{0})\z")
                    ),
                ],
            "search" => (node, root) =>
                [new JValue(Fits(First(node, root).FirstOrDefault(), Second(node, root), "{0}"))],
            _ => null,
        };
    }

    private static bool AreEqual(JToken? left, JToken? right) =>
        Number(left) is { } one && Number(right) is { } other
            ? one == other
            : JToken.DeepEquals(left, right);

    private static bool IsLess(JToken? left, JToken? right) =>
        Number(left) is { } one && Number(right) is { } other
            ? one < other
            : left?.Type == JTokenType.String
                && right?.Type == JTokenType.String
                && string.CompareOrdinal((string?)left, (string?)right) < 0;

    private static decimal? Number(JToken? token) =>
        token?.Type is JTokenType.Integer or JTokenType.Float ? (decimal)token : null;

    private static IEnumerable<JToken> Length(JToken? token) =>
        token switch
        {
            JContainer container => [new JValue(container.Count)],
            { Type: JTokenType.String } => [new JValue(((string)token!).EnumerateRunes().Count())],
            _ => [],
        };

    private static bool Fits(JToken? text, JToken? pattern, string frame) =>
        text?.Type == JTokenType.String
        && pattern?.Type == JTokenType.String
        && Regex.IsMatch(
            (string)text!,
            string.Format(CultureInfo.InvariantCulture, frame, (string)pattern!),
            RegexOptions.None,
            RegexTimeout
        );
}
