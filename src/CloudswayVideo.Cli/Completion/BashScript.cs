using System.CommandLine;
using CloudswayVideo.Cli.Jobs;

namespace CloudswayVideo.Cli.Completion;

/// <summary>
/// The completion script for bash. It contains every command, option and value, and calls the tool only for the ids of
/// jobs. It keeps to bash 3.2, which macOS has.
/// </summary>
internal static class BashScript
{
    // Readline splits a word at a colon, such as 16:9, and replaces only the last part.
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

    public static IEnumerable<string> Lines(Command root)
    {
        var commands = WithPaths(root, "").ToList();
        var paths = commands.Select(command => command.Path).Where(path => path.Length > 0);
        return
        [
            .. Head.Split('\n'),
            $"      {string.Join('|', paths.Select(Quoted))}) path=\"$path $part\" ;;",
            .. Middle.Split('\n'),
            .. commands.SelectMany(found => Values(found.Path, found.Command)),
            "  *) case \"$path\" in",
            .. commands.Select(found => Words(found.Path, found.Command, root)),
            "    esac ;;",
            .. Foot.Split('\n'),
        ];
    }

    private static IEnumerable<(string Path, Command Command)> WithPaths(
        Command command,
        string path
    ) =>
        command
            .Subcommands.Where(inner => !inner.Hidden)
            .SelectMany(inner => WithPaths(inner, $"{path} {inner.Name}"))
            .Prepend((path, command));

    // For an option that needs a value: its choices or, if it has none, nothing, so that the shell completes files.
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
        argument.Name == EarlierJobCommand.IdName
            ? ["@jobs"]
            : argument
                .GetCompletions(System.CommandLine.Completions.CompletionContext.Empty)
                .Select(choice => choice.Label);

    private static string Quoted(string text) =>
        $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
