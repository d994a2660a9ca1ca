using System.CommandLine;
using CloudswayVideo.Cli.Jobs;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// The script for bash. It holds every command, option and value, and asks the tool only for the ids of jobs. Written
/// for bash 3.2, which macOS has.
/// </summary>
internal static class BashScript
{
    // A word with a colon, such as 16:9, is several to readline, which replaces only the last of them.
    private const string Head = """
        # Put into ~/.bashrc: source <(cloudsway-video completion bash)
        _cloudsway_video() {
          local line=${COMP_LINE:0:COMP_POINT} path= last= words= part
          local -a parts
          read -ra parts <<< "$line"
          local word=
          if [[ $line != *[[:space:]] ]]; then
            word=${parts[${#parts[@]}-1]}
            unset "parts[${#parts[@]}-1]"
          fi
          if [[ $word == --*=* ]]; then
            last=${word%%=*}
            word=${word#*=}
          elif (( ${#parts[@]} > 1 )); then
            last=${parts[${#parts[@]}-1]}
          fi
          for part in "${parts[@]:1}"; do
            case "$path $part" in
        """;

    private const string Middle = """
            esac
          done
          case "$path $last" in
        """;

    private const string Foot = """
          esac
          if [[ $words == @jobs* && $word != -* ]]; then
            part="cloudsway-video wait "
            [[ " $line" == *" --mock"* ]] && part+="--mock "
            words=$(cloudsway-video "[suggest:${#part}]" "$part" 2>/dev/null)
          fi
          local cut=
          [[ $COMP_WORDBREAKS == *:* ]] && cut=${word%"${word##*:}"}
          COMPREPLY=($(compgen -W "${words#@jobs}" -- "$word"))
          COMPREPLY=("${COMPREPLY[@]#"$cut"}")
        }
        complete -o default -F _cloudsway_video cloudsway-video
        """;

    public static IEnumerable<string> Of(Command root)
    {
        var commands = Below(root, "").ToList();
        var names = commands.Select(one => one.Path).Where(path => path.Length > 0);
        return
        [
            .. Head.Split('\n'),
            $"      {string.Join('|', names.Select(Quoted))}) path=\"$path $part\" ;;",
            .. Middle.Split('\n'),
            .. commands.SelectMany(one => Values(one.Path, one.Command)),
            "  *) case \"$path\" in",
            .. commands.Select(one => Words(one.Path, one.Command, root)),
            "    esac ;;",
            .. Foot.Split('\n'),
        ];
    }

    private static IEnumerable<(string Path, Command Command)> Below(
        Command command,
        string path
    ) =>
        command
            .Subcommands.Where(inner => !inner.Hidden)
            .SelectMany(inner => Below(inner, $"{path} {inner.Name}"))
            .Prepend((path, command));

    // An option that wants a value: its choices or, where it has none, the shell's own words, which are files.
    private static IEnumerable<string> Values(string path, Command command) =>
        command
            .Options.Where(option => !option.Hidden && option.Arity.MinimumNumberOfValues > 0)
            .Select(option =>
                $"    {Quoted($"{path} {option.Name}")}) words={Quoted(Choices(option))} ;;"
            );

    private static string Choices(Option option) =>
        option == SourceJob.Option
            ? "@jobs"
            : string.Join(
                ' ',
                option
                    .GetCompletions(System.CommandLine.Completions.CompletionContext.Empty)
                    .Select(choice => choice.Label)
            );

    private static string Words(string path, Command command, Command root)
    {
        var words = command
            .Subcommands.Where(inner => !inner.Hidden)
            .Select(inner => inner.Name)
            .Concat(command.Arguments.SelectMany(ArgumentWords))
            .Concat(
                command
                    .Options.Concat(root.Options.Where(option => option.Recursive))
                    .Where(option => !option.Hidden)
                    .Select(option => option.Name)
            )
            .Append("--help")
            .Distinct();
        return $"      {Quoted(path)}) words={Quoted(string.Join(' ', words))} ;;";
    }

    private static IEnumerable<string> ArgumentWords(Argument argument) =>
        argument.Name == KnownJobCommand.IdName
            ? ["@jobs"]
            : argument
                .GetCompletions(System.CommandLine.Completions.CompletionContext.Empty)
                .Select(choice => choice.Label);

    private static string Quoted(string text) =>
        $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
