using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using CloudswayVideo.Cli.Batch;
using CloudswayVideo.Cli.Completion;
using CloudswayVideo.Cli.Contract;
using CloudswayVideo.Cli.Demo;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Doctor;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Mock;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli;

/// <summary>All the commands.</summary>
internal static class CommandTree
{
    // Of a help text that is not looked at on a terminal; by default it would have no end.
    private const int FileWidth = 100;

    /// <summary>
    /// Makes the commands. The kinds of jobs take longest, and are made only where a command needs them.
    /// </summary>
    /// <param name="terminal">Where they run.</param>
    /// <param name="words">The words of the command line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<RootCommand> CreateAsync(
        Terminal terminal,
        IEnumerable<string> words,
        CancellationToken cancellationToken
    )
    {
        var kinds = NeedsKinds(words) ? await JobKind.LoadAsync(cancellationToken) : [];
        var root = new RootCommand(
            "Makes videos with Cloudsway's gateway "
                + $"({string.Join(", ", Family.All.Select(family => family.Name))}), and stands in for it "
                + "locally."
        );
        foreach (var family in Family.All)
        {
            var command = new Command(family.Name, family.Summary);
            kinds
                .Where(kind => kind.Family == family)
                .ToList()
                .ForEach(kind => command.Subcommands.Add(SubmitCommand.Create(kind, terminal)));
            root.Subcommands.Add(command);
        }

        root.Subcommands.Add(StatusCommand.Create(terminal));
        root.Subcommands.Add(WaitCommand.Create(terminal));
        root.Subcommands.Add(DownloadCommand.Create(terminal));
        root.Subcommands.Add(JobsCommand.Create(terminal));
        root.Subcommands.Add(BatchCommand.Create(kinds, terminal));
        root.Subcommands.Add(DoctorCommand.Create(terminal));
        root.Subcommands.Add(DemoCommand.Create(terminal));
        var mock = MockCommand.Create(terminal);
        root.Subcommands.Add(mock);
        root.Subcommands.Add(ContractCommand.Create(terminal));
        root.Subcommands.Add(CompletionCommand.Create(root, terminal));

        GeneralOptions.All.ToList().ForEach(root.Options.Add);
        var help = root.Options.OfType<HelpOption>().Single();
        var action = (HelpAction)help.Action!;
        action.MaxWidth = terminal.IsOutputShown
            ? ConsoleOutput.Usable(action.MaxWidth)
            : FileWidth;
        help.Action = new HelpWithNotes(action, mock);
        // A prompt may begin so; Windows' own ways to ask for help are not this tool's.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
        return root;
    }

    // The first word that is no option names the command; all before it are flags.
    private static bool NeedsKinds(IEnumerable<string> words) =>
        words.FirstOrDefault(word => !word.StartsWith('-')) is { } command
        && (
            command is "batch" or "completion"
            || Family.All.Any(family =>
                family.Name.Equals(command, StringComparison.OrdinalIgnoreCase)
            )
        );

    private sealed class HelpWithNotes(HelpAction help, Command mock) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => help.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command == mock)
            {
                parseResult.InvocationConfiguration.Output.WriteLine(MockArguments.ScenarioHelp());
            }

            parseResult.InvocationConfiguration.Output.WriteLine(ExitCode.Help);
            return result;
        }
    }
}
