using System.CommandLine;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// "completion": prints a script with which a shell completes commands, options and values. The script for bash
/// contains them, so that a completion takes no time. The scripts for other shells call the tool.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash = "bash";

    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["zsh"] = """
            # Put into ~/.zshrc, after compinit: source <(cloudsway-video completion zsh)
            _cloudsway_video() {
              local -a found=("${(@f)$(cloudsway-video "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
              [[ -n $found ]] && compadd -a found || _files
            }
            compdef _cloudsway_video cloudsway-video
            """,
        ["fish"] = """
            # Put into ~/.config/fish/config.fish: cloudsway-video completion fish | source
            function _cloudsway_video
              set -l line (commandline -cp)
              cloudsway-video "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c cloudsway-video -a '(_cloudsway_video)'
            """,
        ["pwsh"] = """
            # Put into $PROFILE: cloudsway-video completion pwsh | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName cloudsway-video -ScriptBlock {
              param($word, $line, $position)
              cloudsway-video "[suggest:$position]" "$line" 2>$null |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }
            """,
    };

    public static Command Create(Command root, Terminal terminal)
    {
        var shell = new Argument<string>("shell")
        {
            Description = "The shell: bash, fish, pwsh or zsh.",
        };
        shell.AcceptOnlyFromAmong([Bash, .. Scripts.Keys]);
        var command = new Command(
            "completion",
            "Prints a script with which a shell completes this tool's commands. Its first line says where to put it."
        )
        {
            shell,
        };
        command.SetAction(arguments =>
            terminal.Print(
                arguments.GetValue(shell) is var name && name == Bash
                    ? BashScript.Lines(root)
                    : Scripts[name!].Split('\n')
            )
        );
        return command;
    }
}
