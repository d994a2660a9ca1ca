using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using Spectre.Console;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// "jobs": lists the jobs that were submitted from here and are, or may be, paid for. It reads the journal alone.
/// </summary>
internal static class JobsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "jobs",
            "Lists the jobs that were submitted from here, newest last. Reads the journal and asks no gateway."
        )
        {
            JournalOptions.Mock,
            JournalOptions.Journal,
        };
        command.SetAction(
            (arguments, cancellationToken) => RunAsync(arguments, terminal, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult arguments,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var journal = JobJournal.FromOptions(
            arguments,
            terminal,
            arguments.GetValue(JournalOptions.Mock)
        );
        var submissions = (await journal.SubmissionsAsync(cancellationToken))
            .Where(entry => entry.Event != JournalEvent.Refused)
            .ToList();
        terminal.Say(journal.Problems);
        if (submissions.Count == 0)
        {
            terminal.Say($"No job was submitted from here: {journal.Path} has none.");
        }

        if (arguments.GetValue(GeneralOptions.Json))
        {
            terminal.Print($"[{string.Join(',', submissions.Select(JournalLine.Write))}]");
        }
        else if (submissions.Count > 0)
        {
            terminal.OutConsole().Write(Table(submissions));
        }

        return ExitCode.Done;
    }

    private static Table Table(IEnumerable<JournalEntry> submissions)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Submitted (UTC)", "Job", "Command", "State", "File or prompt");
        // A truncated id is of no use.
        table.Columns[1].NoWrap();
        foreach (var entry in submissions)
        {
            // A submission with an unknown outcome may have an id.
            var job = entry.HasJob
                ? Printable.Markup(entry.Id)
                : $"[yellow]{Printable.Markup($"unknown {entry.Id}".TrimEnd())}: check the account[/]";
            table.AddRow(
                entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                job,
                Printable.Markup($"{entry.Family} {entry.Kind}"),
                entry.HasJob ? entry.Event.ToString().ToLowerInvariant() : "unknown",
                Printable.Markup(
                    string.Join(
                        ": ",
                        new[] { Path.GetFileName(entry.File), entry.Prompt }.OfType<string>()
                    )
                )
            );
        }

        return table;
    }
}
