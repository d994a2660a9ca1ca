using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudswayVideo.Contract.Reading;

internal sealed partial class ContractReader
{
    private static JToken Scalar(Scalar scalar) =>
        scalar switch
        {
            { Style: not ScalarStyle.Plain } => new JValue(scalar.Value),
            { Value: "" or "~" } => JValue.CreateNull(),
            // OpenAPI allows only the values that JSON has.
            { Tag.IsEmpty: true } when Literal().IsMatch(scalar.Value) => JToken.Parse(
                scalar.Value.ToLowerInvariant()
            ),
            _ => new JValue(scalar.Value),
        };

    private JToken Alias(AnchorAlias alias)
    {
        var node = _anchors.TryGetValue(alias.Value.Value, out var found)
            ? found.DeepClone()
            : throw new YamlException(
                alias.Start,
                alias.End,
                $"\"*{alias.Value}\" refers to an anchor that is not defined above it"
            );
        _values += (node as JContainer)?.Descendants().Count() ?? 0;
        return node;
    }

    // A field of the mapping itself wins over a merged one.
    private void Merge(JObject fields, List<JToken> merged)
    {
        foreach (var source in merged)
        {
            if (source is not JObject other)
            {
                _findings.Add(
                    source,
                    $"\"<<\" merges {Words.Found(source)}; only objects can be merged"
                );
                continue;
            }

            foreach (var property in other.Properties().Where(one => !fields.ContainsKey(one.Name)))
            {
                fields.Add(property.DeepClone());
            }
        }
    }

    [GeneratedRegex(
        @"\A(null|Null|NULL|true|True|TRUE|false|False|FALSE|-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?)\z"
    )]
    private static partial Regex Literal();
}
