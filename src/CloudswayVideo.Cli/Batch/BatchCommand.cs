using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli.Batch;

/// <summary>"batch": many jobs from a file. Run again, the same command continues where it ended.</summary>
internal static class BatchCommand
{
    public static Command Create(IReadOnlyList<JobKind> kinds) =>
        CommandRun.CreateCommand(
            "batch",
            "Submits the jobs of a file and saves their videos. Run again, it continues: no row is submitted twice.",
            run => RunAsync(kinds, run),
            [
                BatchOptions.File,
                BatchOptions.Out,
                BatchOptions.Concurrency,
                BatchOptions.Limit,
                BatchOptions.RequestsPerMinute,
                BatchOptions.ResubmitUnknown,
                BatchOptions.RetryFailed,
                KeptPrompt.Option,
                OutputTarget.Overwrite,
                PaymentConsent.Yes,
                BatchOptions.DryRun,
                GatewayOptions.Timeout,
                .. GatewayOptions.For(),
            ]
        );

    private static async Task<int> RunAsync(IReadOnlyList<JobKind> kinds, CommandRun run)
    {
        var (terminal, cancellationToken) = (run.Terminal, run.CancellationToken);
        var path = run.Get(BatchOptions.File)!;
        var folder = Path.GetFullPath(run.Get(BatchOptions.Out)!);
        JobsFile.Check(path);
        await using var gateway = await Gateway.OpenAsync(run);
        var isDryRun = run.Get(BatchOptions.DryRun);
        using var rows = await BatchRows.OpenAsync(folder, gateway.IsMock, terminal.Time, isDryRun);
        await rows.SettleAsync(await gateway.Journal.SubmissionsAsync(cancellationToken));
        terminal.Say(gateway.Journal.Problems);
        var reader = new RowReader(path, kinds, gateway);
        var prompts = reader.Prompts;
        await TakeInAsync(rows, reader, path, run);
        terminal.Say(BatchReport.LostFiles(await rows.TakeUpLostFilesAsync(folder)));
        var resubmits = run.Get(BatchOptions.ResubmitUnknown);
        var retries = run.Get(BatchOptions.RetryFailed);
        var released = (await rows.RowsAsync()).Select(row =>
            row with
            {
                State = row.Released(resubmits, retries),
            }
        );
        var limit = run.Get(BatchOptions.Limit) is > 0 and var most ? most : int.MaxValue;
        var summary = new BatchSummary([.. released], limit);
        if (isDryRun)
        {
            return BatchReport.PrintDryRun(summary, run);
        }

        terminal.Say(summary.Lines());
        CheckKey(summary, gateway);
        CheckFiles(summary, folder, run.Get(OutputTarget.Overwrite));
        if (
            summary.ToSubmit > 0
            && !await PaymentConsent.IsGivenAsync(
                run,
                gateway.IsMock,
                [],
                $"Submit {Plural.Count(summary.ToSubmit, "paid job")}?"
            )
        )
        {
            return ExitCode.Failed;
        }

        await rows.ReleaseAsync(resubmits, retries, family => gateway.BaseUrlFor(family));
        // If results cannot be written, that shows before anything is submitted.
        await BatchResults.WriteAsync(folder, await rows.RowsAsync(), prompts);
        var concurrency = run.Get(BatchOptions.Concurrency);
        var progress = new BatchProgress(terminal, summary.ToRun, concurrency);
        gateway.Notices = progress.Say;
        // Prompts and images of thousands of rows are not kept in memory, so the file is read again.
        var again = new RowReader(path, kinds, gateway) { IsChecked = true };
        using var batch = new BatchRun(
            gateway,
            rows,
            progress,
            folder,
            job => KeptPrompt.FirstWords(run, job),
            terminal.Time
        );
        try
        {
            await progress.ShowAsync(() =>
                batch.RunAsync(
                    again.ReadAsync(cancellationToken),
                    summary.Limit,
                    concurrency,
                    cancellationToken
                )
            );
        }
        finally
        {
            summary = summary with { Rows = await rows.RowsAsync() };
            BatchReport.SayHowToContinue(summary, terminal);
            await BatchResults.WriteAsync(folder, summary.Rows, prompts);
        }

        return BatchReport.PrintResult(batch, summary, again.Problems, folder, run);
    }

    private static async Task TakeInAsync(
        BatchRows rows,
        RowReader reader,
        string path,
        CommandRun run
    )
    {
        var requests = reader.ReadAsync(run.CancellationToken);
        if (!await rows.TakeInAsync(requests, reader.Problems, run.Terminal.Time))
        {
            throw new CommandException(
                $"\"{path}\" has {Plural.Count(reader.Problems.Count, "problem")}; nothing was submitted."
            )
            {
                Details = reader.Problems,
            };
        }

        if ((await rows.RowsAsync()).Count == 0)
        {
            throw new CommandException($"\"{path}\" has no job. {JobsFile.Advice}");
        }
    }

    private static void CheckFiles(BatchSummary summary, string folder, bool overwrites)
    {
        var problems = new List<string>();
        foreach (var row in summary.Pending)
        {
            try
            {
                OutputTarget.Free(Path.Combine(folder, $"{row.Key}.mp4"), overwrites);
            }
            catch (CommandException exception)
            {
                problems.Add($"row {row.Number}: {exception.Message}");
            }
        }

        if (problems.Count > 0)
        {
            throw new CommandException(
                $"The videos of {Plural.Count(problems.Count, "row")} cannot be saved; nothing was submitted."
            )
            {
                Details = problems,
            };
        }
    }

    // A missing key must show before the user is asked.
    private static void CheckKey(BatchSummary summary, Gateway gateway)
    {
        if (summary.ToRun > 0)
        {
            gateway.ClientAt(summary.Rows[0].Family, summary.Rows[0].Endpoint);
        }
    }
}
