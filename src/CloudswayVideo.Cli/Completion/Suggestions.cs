using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// Answers the completion scripts, which call the tool with "[suggest:POSITION]" and the line that is being typed.
/// </summary>
internal static class Suggestions
{
    private const string Start = "[suggest:";

    public static bool AreRequested(string[] arguments) =>
        arguments is [var first, _] && first.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Prints the completions, each on a line.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> PrintAsync(
        Terminal terminal,
        string[] arguments,
        ParserConfiguration parsing
    )
    {
        var line = Separated(Cut(arguments[1], arguments[0][Start.Length..].TrimEnd(']')));
        var words = CommandLineParser.SplitCommandLine(line).Skip(1);
        var root = await CommandTree.CreateAsync(terminal, words, CancellationToken.None);
        var found = root.Parse(line, parsing)
            .GetCompletions(line.Length)
            .Select(completion => completion.Label)
            // Short options save nothing when they are completed.
            .Where(label => !(label is ['-', not '-']))
            .ToList();
        // At the start of a word only values are offered; a dash asks for options.
        var values = found.Where(label => !label.StartsWith('-')).ToList();
        terminal.Print(values.Count > 0 && line.EndsWith(' ') ? values : found);
        return ExitCode.Done;
    }

    private static string Cut(string line, string position) =>
        int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length < line.Length
            ? line[..length]
            : line;

    // The parser splits a complete "--option=value" into two words, but gives no completions for a partial one.
    private static string Separated(string line)
    {
        var start = line.LastIndexOf(' ') + 1;
        var equals = line.IndexOf('=', start);
        return equals > 0 && line[start] == '-' ? $"{line[..equals]} {line[(equals + 1)..]}" : line;
    }
}
