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

/// <summary>Creates the commands.</summary>
internal static class CommandTree
{
    // The width of a help text that goes to a file, which otherwise would have no line breaks.
    private const int FileWidth = 100;

    private const string Batch = "batch";
    private const string Completion = "completion";
    private const string Mock = "mock";

    /// <summary>
    /// Creates the command that the words name, or all commands if they name none. The other commands, and the kinds of
    /// jobs in the contract, would take most of the time of a short command such as "jobs".
    /// </summary>
    public static async Task<RootCommand> CreateAsync(
        Terminal terminal,
        IEnumerable<string> words,
        CancellationToken cancellationToken
    )
    {
        // Only flags can stand before the name of a command.
        var name = words.FirstOrDefault(word => !word.StartsWith('-'));
        var root = new RootCommand(
            "Makes videos with Cloudsway's gateway, and runs a local mock of it."
        );
        IReadOnlyList<JobKind> kinds = [];
        var commands = new Dictionary<string, Func<Command>>
        {
            ["status"] = EarlierJobCommands.CreateStatus,
            ["wait"] = EarlierJobCommands.CreateWait,
            ["download"] = EarlierJobCommands.CreateDownload,
            ["jobs"] = JobsCommand.Create,
            [Batch] = () => BatchCommand.Create(kinds),
            ["doctor"] = DoctorCommand.Create,
            ["demo"] = DemoCommand.Create,
            [Mock] = MockCommand.Create,
            ["contract"] = ContractCommand.Create,
            [Completion] = () => CompletionCommand.Create(root),
        };
        var command = name is null ? null : commands.GetValueOrDefault(name);
        var family = command is null ? Family.All.FirstOrDefault(one => one.Name == name) : null;
        // A command that is not found may be one of a family.
        if (command is null ? name is not null : name is Batch or Completion)
        {
            kinds = await JobKind.LoadAsync(cancellationToken);
        }

        // The script for a shell contains all commands.
        if (family is null && (command is null || name == Completion))
        {
            Family.All.ToList().ForEach(one => root.Subcommands.Add(Submitting(one)));
            commands.Values.ToList().ForEach(create => root.Subcommands.Add(create()));
        }
        else
        {
            root.Subcommands.Add(family is null ? command!() : Submitting(family));
        }

        GeneralOptions.All.ToList().ForEach(root.Options.Add);
        ShapeHelp(root, terminal);
        return root;

        Command Submitting(Family family)
        {
            var submitting = new Command(family.Name, family.Summary);
            foreach (var kind in kinds.Where(kind => kind.Family == family))
            {
                submitting.Subcommands.Add(SubmitCommand.Create(kind));
            }

            return submitting;
        }
    }

    private static void ShapeHelp(RootCommand root, Terminal terminal)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        var action = (HelpAction)help.Action!;
        action.MaxWidth = terminal.IsOutputShown
            ? ConsoleOutput.Usable(action.MaxWidth)
            : FileWidth;
        help.Action = new HelpWithNotes(action);
        // A prompt may begin with a slash, and the tool has the same options on every system.
        help.Aliases.Remove("/h");
        help.Aliases.Remove("/?");
    }

    private sealed class HelpWithNotes(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => help.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            var result = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            if (parseResult.CommandResult.Command.Name == Mock)
            {
                output.WriteLine(MockArguments.ScenarioHelp());
            }

            output.WriteLine(ExitCode.Help);
            return result;
        }
    }
}
