using System.CommandLine;
using System.CommandLine.Completions;
using CloudswayVideo.Cli.Files;
using CloudswayVideo.Cli.Jobs;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// "completion": prints a script with which a shell completes commands, options and values. The script contains them,
/// so that a completion takes no time, and calls the tool only for the ids of jobs.
/// </summary>
internal static class CompletionCommand
{
    private const string TableLine = "{table}";

    // A script asks the tool for the ids instead.
    private const string Jobs = "@jobs";

    // How each script writes a line of its table: what was typed, and what can follow.
    private static readonly Dictionary<string, Func<string, string, string>> Shells = new()
    {
        ["bash"] = (typed, words) => $"    '{typed}') found='{words}' ;;",
        ["zsh"] = (typed, words) => $"    '{typed}') found='{words}' ;;",
        ["fish"] = (typed, words) => $"    case '{typed}'; set -f found '{words}'",
        ["pwsh"] = (typed, words) => $"    '{typed}' = '{words}'",
    };

    private static readonly Argument<string> Shell = new Argument<string>("shell")
    {
        Description = "The shell: bash, fish, pwsh or zsh.",
    }.AcceptOnlyFromAmong([.. Shells.Keys]);

    public static Command Create(Command root) =>
        CommandRun.CreateCommand(
            "completion",
            "Prints a script with which a shell completes this tool's commands. Its first line says where to put it.",
            run =>
            {
                var lines = Script(run.Get(Shell)!, root).ToList();
                run.Result(lines, new { script = string.Join('\n', lines) });
                return Task.FromResult(ExitCode.Done);
            },
            Shell
        );

    private static IEnumerable<string> Script(string shell, Command root) =>
        AssetFile
            .Lines($"completion.{shell}")
            .SelectMany(line =>
                line == TableLine
                    ? Table(root, "", [.. root.Options.Where(option => option.Recursive)])
                        .Select(entry => Shells[shell](entry.Typed, entry.Words))
                    : [line]
            );

    // The words by what was typed: " haiper generate", or " haiper generate --duration". An option without words takes
    // anything, such as a file. A word that a script would have to quote is left out.
    private static IEnumerable<(string Typed, string Words)> Table(
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
            .. commands.SelectMany(inner => Table(inner, $"{path} {inner.Name}", general)),
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
