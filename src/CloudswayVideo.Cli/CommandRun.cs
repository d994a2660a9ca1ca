using System.CommandLine;
using Spectre.Console;

namespace CloudswayVideo.Cli;

/// <summary>One run of a command: what was typed, where it runs, and what interrupts it.</summary>
internal sealed record CommandRun(
    ParseResult Arguments,
    Terminal Terminal,
    CancellationToken CancellationToken
)
{
    /// <summary>Creates a command with its arguments and options.</summary>
    public static Command CreateCommand(
        string name,
        string description,
        Func<CommandRun, Task<int>> run,
        params IEnumerable<Symbol> symbols
    )
    {
        var command = new Command(name, description);
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
            {
                command.Arguments.Add(argument);
            }
            else
            {
                command.Options.Add((Option)symbol);
            }
        }

        command.SetAction(
            (arguments, cancellationToken) =>
                run(new CommandRun(arguments, Terminal.Of(arguments), cancellationToken))
        );
        return command;
    }

    public T? Get<T>(Option<T> option) => Arguments.GetValue(option);

    public T? Get<T>(Argument<T> argument) => Arguments.GetValue(argument);

    /// <summary>Prints the result: with --json one line of JSON, else the lines.</summary>
    public void Result(IEnumerable<string> lines, object json) =>
        Result(() => Terminal.Print(lines), json);

    /// <summary>Prints the result: with --json one line of JSON, else the text.</summary>
    public void Result(string text, object json) => Result([text], json);

    /// <summary>Prints the result: with --json one line of JSON, else a table.</summary>
    public void Result(Func<Table> table, object json) =>
        Result(() => Terminal.OutConsole().Write(table()), json);

    /// <summary>Prints the result: with --json one line of JSON, else as the action does.</summary>
    public void Result(Action print, object json)
    {
        if (Get(GeneralOptions.Json))
        {
            Terminal.PrintJson(json);
        }
        else
        {
            print();
        }
    }
}
