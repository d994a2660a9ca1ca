using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudswayVideo.Contract.Reading;

internal sealed partial class ContractReader
{
    // What YamlDotNet says, and what to do about it.
    private static readonly Dictionary<string, string> Advice = new()
    {
        ["plain scalar"] = "Put text that contains a colon and a space in quotes.",
        ["cannot start any token"] = "Put text that begins with this character in quotes.",
        ["expected key"] =
            "Begin this line exactly below the others, and end a name with a colon and a space.",
        ["expected '-' indicator"] =
            "Begin each item of a list with \"- \" exactly below the others, or none of them.",
    };

    // .NET reads a byte that is not in UTF-8 as U+FFFD, and UTF-16 without its mark as text with zeros.
    private static TextPosition? OtherEncoding(string text, string file)
    {
        var index = text.AsSpan().IndexOfAny('\uFFFD', '\0');
        return index < 0
            ? null
            : new TextPosition(
                file,
                text.AsSpan(0, index).Count('\n') + 1,
                index - text.LastIndexOf('\n', index)
            );
    }

    // The messages of YamlDotNet rarely name the cause of the three most frequent mistakes.
    private (Mark At, string Message) Explain(YamlException exception, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var tab = Array.FindIndex(lines, line => line.TrimStart(' ').StartsWith('\t'));
        // YamlDotNet names the first line where it cannot find the next token.
        if (tab >= 0 && !text.TrimStart().StartsWith('{'))
        {
            return (
                new Mark(0, tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1),
                "this line is indented with a tab, and YAML allows only spaces: replace the tab with spaces"
            );
        }

        // The line itself, or the one before it, which has not ended for YAML.
        foreach (var number in new[] { exception.Start.Line, exception.Start.Line - 1 })
        {
            var line = lines.ElementAtOrDefault((int)number - 1) ?? "";
            if (OddText.ColumnIn(line) is { } column)
            {
                return (
                    new Mark(0, number, column + 1),
                    $"this line has {OddText.Described(line[column])}"
                );
            }
        }

        return
            _parser.Current is Scalar { Style: not ScalarStyle.Plain } quoted
            && quoted.Start.Line < quoted.End.Line
            && text[(int)quoted.Start.Index] is '\'' or '"'
            ? (
                quoted.Start,
                $"the quote that opens here is closed in line {quoted.End.Line}, and what follows is not YAML: "
                    + "close it where its text ends"
            )
            : (
                exception.Start,
                $"this is not YAML: {exception.Message} {AdviceOn(exception.Message)}".TrimEnd()
            );
    }

    private static string? AdviceOn(string message) =>
        Advice.FirstOrDefault(one => message.Contains(one.Key, StringComparison.Ordinal)).Value;
}
