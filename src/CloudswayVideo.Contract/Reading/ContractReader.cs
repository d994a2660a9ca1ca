using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudswayVideo.Contract.Reading;

/// <summary>
/// Reads YAML, of which JSON is a part, into tokens with their positions. Resolves anchors and merge keys.
/// </summary>
internal sealed partial class ContractReader
{
    private const int DeepestNesting = 100;
    private const int MostValues = 2_000_000;

    private readonly Parser _parser;
    private readonly Findings _findings;
    private readonly Dictionary<string, JToken> _anchors = [];
    private int _values;
    private Mark _bracket = Mark.Empty;

    private ContractReader(string text, Findings findings)
    {
        _parser = new Parser(new StringReader(text));
        _findings = findings;
    }

    /// <summary>Reads a contract; null, with a finding, if it cannot be read.</summary>
    public static JObject? Read(string text, Findings findings)
    {
        var reader = new ContractReader(text, findings);
        JObject? Refuse(TextPosition at, string message)
        {
            findings.Add(at, "", message);
            return null;
        }

        if (OtherEncoding(text, findings.File) is { } other)
        {
            return Refuse(
                other,
                "this character is not in UTF-8, so other text would be read than was written: save the file as UTF-8"
            );
        }

        try
        {
            return reader.ReadDocument() switch
            {
                JObject contract => contract,
                null => Refuse(
                    Position(findings, Mark.Empty),
                    "the file is empty: write an OpenAPI 3.0 document"
                ),
                var found => Refuse(
                    found.Annotation<TextPosition>()!,
                    $"this is not an OpenAPI 3.0 document: found {Words.Found(found)}; write an object "
                        + "that begins with \"openapi: 3.0.3\""
                ),
            };
        }
        catch (YamlException exception)
        {
            var (at, message) = reader.Explain(exception, text);
            return Refuse(Position(findings, at), message);
        }
        // YamlDotNet has no exception of its own for this.
        catch (InvalidOperationException)
        {
            return Refuse(
                Position(findings, reader._bracket),
                "the bracket that opens here is not closed: close it after its last item"
            );
        }
    }

    private static TextPosition Position(Findings findings, Mark mark) =>
        new(findings.File, (int)Math.Max(1, mark.Line), (int)Math.Max(1, mark.Column));

    private JToken? ReadDocument()
    {
        _parser.Consume<StreamStart>();
        if (_parser.Accept<StreamEnd>(out _))
        {
            return null;
        }

        _parser.Consume<DocumentStart>();
        var document = Node(0);
        _parser.Consume<DocumentEnd>();
        if (_parser.Accept<DocumentStart>(out var second))
        {
            _findings.Add(
                Position(_findings, second.Start),
                "",
                "a second document begins here, and nothing of it would be read: remove it, or the line \"---\""
            );
        }
        else
        {
            _parser.Consume<StreamEnd>();
        }

        return document;
    }

    private JToken Node(int depth)
    {
        var start = _parser.Current!;
        if (depth > DeepestNesting || ++_values > MostValues)
        {
            throw new YamlException(
                start.Start,
                start.End,
                $"it has more than {DeepestNesting} levels or {MostValues} values"
            );
        }

        var around = _bracket;
        if (
            start
            is SequenceStart { Style: SequenceStyle.Flow }
                or MappingStart { Style: MappingStyle.Flow }
        )
        {
            _bracket = start.Start;
        }

        JToken node = start switch
        {
            AnchorAlias => Alias(_parser.Consume<AnchorAlias>()),
            SequenceStart => List(depth),
            MappingStart => Fields(depth),
            _ => Scalar(_parser.Consume<Scalar>()),
        };
        _bracket = around;
        if (node.Annotation<TextPosition>() is null)
        {
            node.AddAnnotation(Position(_findings, start.Start));
        }

        if (start is NodeEvent { Anchor: { IsEmpty: false } anchor })
        {
            _anchors[anchor.Value] = node;
        }

        return node;
    }

    private JArray List(int depth)
    {
        _parser.Consume<SequenceStart>();
        var list = new JArray();
        while (!_parser.TryConsume<SequenceEnd>(out _))
        {
            list.Add(Node(depth + 1));
        }

        return list;
    }

    private JObject Fields(int depth)
    {
        _parser.Consume<MappingStart>();
        var fields = new JObject();
        var merged = new List<JToken>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = _parser.TryConsume<Scalar>(out var scalar)
                ? scalar
                : throw new YamlException(
                    _parser.Current!.Start,
                    _parser.Current.End,
                    "the name of a field must be a string: put one that begins with \"{\" or \"[\" in quotes, "
                        + "and begin a path with \"/\""
                );
            var value = Node(depth + 1);
            if (key is { Value: "<<", Style: ScalarStyle.Plain })
            {
                merged.AddRange(value is JArray list ? list : new[] { value });
                continue;
            }

            var field = new JProperty(key.Value, value);
            field.AddAnnotation(Position(_findings, key.Start));
            if (fields.Field(key.Value) is { } first)
            {
                _findings.Add(
                    Position(_findings, key.Start),
                    fields.Path,
                    $"\"{key.Value}\" appears twice, first in line "
                        + $"{first.Annotation<TextPosition>()!.Line}: remove or rename one of them"
                );
            }
            else
            {
                fields.Add(field);
            }
        }

        Merge(fields, merged);
        return fields;
    }
}
