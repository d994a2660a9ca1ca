using System.CommandLine;
using CloudswayVideo.Cli.Files;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// "completion": prints a script with which a shell completes commands, options and values. The script contains them,
/// so that a completion takes no time, and calls the tool only for the ids of jobs.
/// </summary>
internal static class CompletionCommand
{
    private const string TableLine = "{table}";

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

    public static Command Create(Command root, Terminal terminal) =>
        CommandRun.CreateCommand(
            "completion",
            "Prints a script with which a shell completes this tool's commands. Its first line says where to put it.",
            terminal,
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
                    ? CompletionTable
                        .Of(root)
                        .Select(entry => Shells[shell](entry.Typed, entry.Words))
                    : [line]
            );
}
