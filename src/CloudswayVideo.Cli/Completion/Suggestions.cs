using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// The completions of a line that is being typed: "[suggest:POSITION]" and the line, as its scripts ask.
/// </summary>
internal static class Suggestions
{
    private const string Start = "[suggest:";

    public static bool AreWanted(string[] arguments) =>
        arguments is [var first, _] && first.StartsWith(Start, StringComparison.Ordinal);

    /// <summary>Prints them, one a line.</summary>
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
            // "-h" saves a letter where it is typed, and none where it is found.
            .Where(label => !(label is ['-', not '-']))
            .ToList();
        // Values come before options, which need a dash to be asked for.
        var values = found.Where(label => !label.StartsWith('-')).ToList();
        terminal.Print(values.Count > 0 && line.EndsWith(' ') ? values : found);
        return ExitCode.Done;
    }

    private static string Cut(string line, string position) =>
        int.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length < line.Length
            ? line[..length]
            : line;

    // "--option=value" is two words to the parser once it is whole, and none while it is typed.
    private static string Separated(string line)
    {
        var start = line.LastIndexOf(' ') + 1;
        var equals = line.IndexOf('=', start);
        return equals > 0 && line[start] == '-' ? $"{line[..equals]} {line[(equals + 1)..]}" : line;
    }
}
