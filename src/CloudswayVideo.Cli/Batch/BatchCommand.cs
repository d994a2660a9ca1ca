using System.CommandLine;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;

namespace CloudswayVideo.Cli.Batch;

/// <summary>"batch": many jobs from a file, which the same command takes up again wherever it ended.</summary>
internal static class BatchCommand
{
    public static Command Create(IReadOnlyList<JobKind> kinds, Terminal terminal)
    {
        var command = new Command(
            "batch",
            "Submits the jobs of a file and saves their videos. Run again, it goes on: no row is submitted twice."
        );
        command.Arguments.Add(BatchOptions.File);
        Option[] options =
        [
            BatchOptions.Out,
            BatchOptions.Concurrency,
            BatchOptions.Limit,
            BatchOptions.RequestsPerMinute,
            BatchOptions.ResubmitUnknown,
            BatchOptions.Yes,
            BatchOptions.DryRun,
            GatewayOptions.Timeout,
        ];
        options.ToList().ForEach(command.Options.Add);
        GatewayOptions.AddTo(command);
        command.SetAction(
            (arguments, cancellationToken) =>
                RunAsync(kinds, arguments, terminal, cancellationToken)
        );
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyList<JobKind> kinds,
        ParseResult arguments,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var path = arguments.GetValue(BatchOptions.File)!;
        var folder = Path.GetFullPath(arguments.GetValue(BatchOptions.Out)!);
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        using var journal = BatchJournal.Open(folder, gateway.IsMock);
        var reader = new RowReader(path, kinds, gateway);
        if (!await journal.TakeInAsync(reader.ReadAsync(cancellationToken), reader.Problems))
        {
            throw new CommandException(
                $"\"{path}\" has {reader.Problems.Count} problems; nothing was submitted.\n  {string.Join("\n  ", reader.Problems)}"
            );
        }

        var known = journal.Rows();
        if (known.Count == 0)
        {
            throw new CommandException(
                $"\"{path}\" has no job. Give one a line, as JSON (.jsonl) or as a table (.csv)."
            );
        }

        var resubmits = arguments.GetValue(BatchOptions.ResubmitUnknown);
        var rows = known.Select(row =>
            resubmits && row is { State: RowState.Unknown, IsPresent: true }
                ? row with
                {
                    State = RowState.Pending,
                }
                : row
        );
        var summary = new BatchSummary([.. rows], arguments.GetValue(BatchOptions.Limit));
        if (arguments.GetValue(BatchOptions.DryRun))
        {
            return BatchOutcome.List(summary, arguments, terminal);
        }

        summary.Lines().ToList().ForEach(terminal.Error.WriteLine);
        CheckKey(kinds, summary, gateway);
        if (
            summary.ToSubmit > 0
            && terminal.IsInteractive
            && !gateway.IsMock
            && !arguments.GetValue(BatchOptions.Yes)
            && !await Confirmation.IsGivenAsync(
                terminal,
                $"Submit {summary.ToSubmit} paid jobs?",
                cancellationToken
            )
        )
        {
            await terminal.Error.WriteLineAsync("Nothing was submitted.");
            return ExitCode.Failed;
        }

        if (resubmits)
        {
            journal.ReleaseUnknown();
        }

        var concurrency = arguments.GetValue(BatchOptions.Concurrency);
        var progress = new BatchProgress(terminal, summary.ToRun, concurrency);
        using var run = new BatchRun(gateway, journal, progress, folder, terminal.Time);
        try
        {
            await progress.ShowAsync(
                run.RunAsync(
                    new RowReader(path, kinds, gateway).ReadAsync(cancellationToken),
                    summary.Limit,
                    concurrency,
                    cancellationToken
                )
            );
        }
        finally
        {
            summary = summary with { Rows = journal.Rows() };
            await BatchResults.WriteAsync(folder, summary.Rows);
            BatchOutcome.SayHowToGoOn(summary, terminal);
        }

        return BatchOutcome.Tell(run, summary, folder, arguments, terminal);
    }

    // Before anybody is asked: a key that is missing must not come up afterwards.
    private static void CheckKey(
        IReadOnlyList<JobKind> kinds,
        BatchSummary summary,
        Gateway gateway
    )
    {
        if (summary.ToRun > 0)
        {
            var row = summary.Rows[0];
            var family = kinds.First(kind => RowReader.CommandOf(kind) == row.Command).Family;
            gateway.ClientAt(family, row.Endpoint, gateway.BaseUrlFor(family));
        }
    }
}
