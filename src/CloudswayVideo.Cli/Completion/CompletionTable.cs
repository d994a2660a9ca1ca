using System.CommandLine;
using System.CommandLine.Completions;
using CloudswayVideo.Cli.Jobs;

namespace CloudswayVideo.Cli.Completion;

/// <summary>What a shell can complete: for each command, and for each option that needs a value, the words.</summary>
internal static class CompletionTable
{
    // A script asks the tool for the ids instead.
    private const string Jobs = "@jobs";

    /// <summary>
    /// The words by what was typed: " haiper generate", or " haiper generate --duration". An option without words
    /// takes anything, such as a file. A word that a script would have to quote is left out.
    /// </summary>
    public static IEnumerable<(string Typed, string Words)> Of(Command root) =>
        Of(root, "", [.. root.Options.Where(option => option.Recursive)]);

    private static IEnumerable<(string Typed, string Words)> Of(
        Command command,
        string path,
        Option[] general
    )
    {
        var commands = command.Subcommands.Where(inner => !inner.Hidden).ToList();
        var options = command.Options.Where(option => !option.Hidden).ToList();
        var words = commands
            .Select(inner => inner.Name)
            .Concat(command.Arguments.SelectMany(Values))
            .Concat(options.Concat(general).Where(option => !option.Hidden).Select(one => one.Name))
            .Append("--help")
            .Distinct();
        return
        [
            (path, string.Join(' ', words)),
            .. options
                .Where(option => option.Arity.MinimumNumberOfValues > 0)
                .Select(option => ($"{path} {option.Name}", string.Join(' ', Values(option)))),
            .. commands.SelectMany(inner => Of(inner, $"{path} {inner.Name}", general)),
        ];
    }

    private static IEnumerable<string> Values(Symbol symbol) =>
        symbol == SourceJob.Option || symbol == EarlierJobCommands.Id
            ? [Jobs]
            : symbol
                .GetCompletions(CompletionContext.Empty)
                .Select(completion => completion.Label)
                .Where(label => !label.Any(character => character is ' ' or '\''));
}
