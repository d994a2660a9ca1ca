using System.CommandLine;
using System.Globalization;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Journal;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>
/// "jobs": lists the jobs that were submitted from here and are, or may be, paid for. It reads the journal alone.
/// </summary>
internal static class JobsCommand
{
    private static readonly Option<bool> Ids = new("--ids")
    {
        Description = "Print only the ids, each on a line.",
    };

    private static readonly string[] Columns =
    [
        "Submitted (UTC)",
        "Job",
        "Command",
        "State",
        "File or prompt",
    ];

    // Some words, and the blanks between the columns.
    private const int LeastLastColumn = 36;

    public static Command Create() =>
        CommandRun.CreateCommand(
            "jobs",
            "Lists the jobs that were submitted from here, newest last. Reads the journal and asks no gateway.",
            RunAsync,
            Ids,
            JournalOptions.Mock,
            JournalOptions.Journal
        );

    private static async Task<int> RunAsync(CommandRun run)
    {
        var terminal = run.Terminal;
        var journal = JobJournal.FromOptions(run, run.Get(JournalOptions.Mock));
        var submissions = (await journal.SubmissionsAsync(run.CancellationToken))
            .Where(entry => entry.Event != JournalEvent.Refused)
            .ToList();
        terminal.Say(journal.Problems);
        if (submissions.Count == 0)
        {
            terminal.Say($"No job was submitted from here: {journal.Path} has none.");
        }

        if (run.Get(GeneralOptions.Json))
        {
            terminal.Print($"[{string.Join(',', submissions.Select(JournalLine.Write))}]");
        }
        else if (run.Get(Ids))
        {
            terminal.Print(submissions.Select(entry => entry.Id).OfType<string>().Where(IsPlain));
        }
        else if (submissions.Count > 0)
        {
            Write(submissions, terminal);
        }

        return ExitCode.Done;
    }

    // A shell inserts an id as it is, and a journal from elsewhere may have $(command). No command accepts such an id.
    private static bool IsPlain(string id) =>
        !id.StartsWith('-') && EarlierJobCommands.UsableId().IsMatch(id);

    // Plain columns, which tools can read. Where they are wider than the terminal, each value gets a line.
    private static void Write(IEnumerable<JournalEntry> submissions, Terminal terminal)
    {
        string[][] rows = [Columns, .. submissions.Select(Cells)];
        var widths = Columns[..^1]
            .Select((_, column) => rows.Max(row => row[column].Length))
            .ToArray();
        var lines =
            terminal.OutWidth < widths.Sum() + LeastLastColumn
                ? rows.Skip(1)
                    .SelectMany(row =>
                        new[] { row[1], $"  {row[0]} UTC, {row[3]}", $"  {row[2]}", $"  {row[^1]}" }
                    )
                : rows.Select(row =>
                    string.Join(
                            "  ",
                            row.Zip([.. widths, 0], (cell, width) => cell.PadRight(width))
                        )
                        .TrimEnd()
                );
        terminal.Print(lines.Where(line => !string.IsNullOrWhiteSpace(line)));
    }

    private static string[] Cells(JournalEntry entry) =>
        [
            entry.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
            // A submission with an unknown outcome may have an id.
            entry.HasJob
                ? Printable.Line(entry.Id)
                : $"{Printable.Line($"unknown {entry.Id}".TrimEnd())}: check the account",
            Printable.Line($"{entry.Family} {entry.Kind}"),
            entry.HasJob ? entry.Event.ToString().ToLowerInvariant() : "unknown",
            Printable.Line(
                string.Join(
                    ": ",
                    new[] { Path.GetFileName(entry.File), entry.Prompt }.OfType<string>()
                )
            ),
        ];
}
