using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CloudswayVideo.Contract.Reading;

internal sealed partial class ContractReader
{
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
        // YamlDotNet names the first line where a tab keeps it from finding the next token.
        if (tab >= 0 && !text.TrimStart().StartsWith('{'))
        {
            return (
                new Mark(0, tab + 1, lines[tab].IndexOf('\t', StringComparison.Ordinal) + 1),
                "this line is indented with a tab, and YAML allows only spaces: replace the tab with spaces"
            );
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
                $"this is not YAML: {exception.Message}"
                    + (
                        exception.Message.Contains("plain scalar", StringComparison.Ordinal)
                            ? " Put text that contains a colon and a space in quotes."
                            : ""
                    )
            );
    }
}
