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

    /// <summary>Prints the result: with --json one line of JSON, else what the other argument says.</summary>
    public void Result(IEnumerable<string> lines, object json) =>
        Result(() => Terminal.Print(lines), json);

    public void Result(string text, object json) => Result([text], json);

    public void Result(string[] columns, IEnumerable<string[]> markup, object json) =>
        Result(
            () =>
            {
                var table = new Table().Border(TableBorder.Rounded).AddColumns(columns);
                markup.ToList().ForEach(row => table.AddRow(row));
                Terminal.OutConsole().Write(table);
            },
            json
        );

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
