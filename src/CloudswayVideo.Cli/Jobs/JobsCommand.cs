using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;
using Spectre.Console;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// "jobs": lists what was submitted from here and is, or may be, paid for. Only the journal is asked.
/// </summary>
internal static class JobsCommand
{
    public static Command Create(Terminal terminal)
    {
        var command = new Command(
            "jobs",
            "Lists the jobs that were submitted from here, newest last, by the journal alone."
        )
        {
            GatewayOptions.Mock,
            GatewayOptions.Journal,
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
        var journal = JobJournal.Of(arguments, terminal, arguments.GetValue(GatewayOptions.Mock));
        var submissions = (await journal.SubmissionsAsync(cancellationToken))
            .Where(entry => entry.Event != JournalEvent.Refused)
            .ToList();
        terminal.Say(journal.Problems);
        if (submissions.Count == 0)
        {
            terminal.Say($"No job was submitted from here: {journal.Path} has none.");
        }

        // A table of nothing is only a frame.
        if (submissions.Count > 0 || arguments.GetValue(GeneralOptions.Json))
        {
            terminal.Result(arguments, () => Table(submissions), submissions);
        }

        return ExitCode.Done;
    }

    private static Table Table(IEnumerable<JournalEntry> submissions)
    {
        var table = new Table()
            .Border(TableBorder.Rounded)
            .AddColumns("Submitted (UTC)", "Job", "Command", "State", "File or prompt");
        // An id that is cut is of no use.
        table.Columns[1].NoWrap();
        foreach (var entry in submissions)
        {
            // An id that came with an outcome that is not known is shown with it.
            var job = entry.HasJob
                ? Shown.Markup(entry.Id)
                : $"[yellow]{Shown.Markup($"unknown {entry.Id}".TrimEnd())}: check the account[/]";
            table.AddRow(
                entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
                job,
                Shown.Markup($"{entry.Family} {entry.Kind}"),
                entry.HasJob ? entry.Event.ToString().ToLowerInvariant() : "unknown",
                Shown.Markup(
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
