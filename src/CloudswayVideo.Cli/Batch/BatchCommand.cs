using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Requests;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli.Batch;

/// <summary>"batch": many jobs from a file. Run again, the same command continues where it ended.</summary>
internal static class BatchCommand
{
    public static Command Create(IReadOnlyList<JobKind> kinds, Terminal terminal)
    {
        var command = new Command(
            "batch",
            "Submits the jobs of a file and saves their videos. Run again, it continues: no row is submitted twice."
        )
        {
            BatchOptions.File,
        };
        Option[] options =
        [
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
        JobsFile.Check(path);
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var isDryRun = arguments.GetValue(BatchOptions.DryRun);
        using var rows = await BatchRows.OpenAsync(folder, gateway.IsMock, terminal.Time, isDryRun);
        await rows.SettleAsync(await gateway.Journal.AttemptsAsync(cancellationToken));
        terminal.Say(gateway.Journal.Problems);
        var prompts = await TakeInAsync(
            rows,
            new RowReader(path, kinds, gateway),
            path,
            terminal.Time,
            cancellationToken
        );
        terminal.Say(BatchReport.LostFiles(await rows.TakeUpLostFilesAsync(folder)));
        var resubmits = arguments.GetValue(BatchOptions.ResubmitUnknown);
        var retries = arguments.GetValue(BatchOptions.RetryFailed);
        var released = (await rows.RowsAsync()).Select(row =>
            row with
            {
                State = row.Released(resubmits, retries),
            }
        );
        var summary = new BatchSummary([.. released], arguments.GetValue(BatchOptions.Limit));
        if (isDryRun)
        {
            return BatchReport.PrintDryRun(summary, arguments, terminal);
        }

        terminal.Say(summary.Lines());
        CheckKey(summary, gateway);
        CheckFiles(summary, folder, arguments.GetValue(OutputTarget.Overwrite));
        if (
            summary.ToSubmit > 0
            && !await PaymentConsent.IsGivenAsync(
                arguments,
                terminal,
                gateway.IsMock,
                () => { },
                $"Submit {Plural.Count(summary.ToSubmit, "paid job")}?",
                cancellationToken
            )
        )
        {
            return ExitCode.Failed;
        }

        await rows.ReleaseAsync(resubmits, retries, family => gateway.BaseUrlFor(family));
        // If results cannot be written, that shows before anything is submitted.
        await BatchResults.WriteAsync(folder, await rows.RowsAsync(), prompts);
        var concurrency = arguments.GetValue(BatchOptions.Concurrency);
        var progress = new BatchProgress(terminal, summary.ToRun, concurrency);
        gateway.Notices = terminal.IsAnimated ? _ => { } : text => terminal.Say(text);
        using var run = new BatchRun(
            gateway,
            rows,
            progress,
            folder,
            job => KeptPrompt.FirstWords(arguments, job),
            terminal.Time
        );
        try
        {
            await progress.ShowAsync(
                run.RunAsync(
                    new RowReader(path, kinds, gateway) { IsChecked = true }.ReadAsync(
                        cancellationToken
                    ),
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

        return BatchReport.PrintResult(run, summary, folder, arguments, terminal);
    }

    // Returns the prompts by key, which the results and the gallery show. The user's own file has them, too.
    private static async Task<IReadOnlyDictionary<string, string>> TakeInAsync(
        BatchRows rows,
        RowReader reader,
        string path,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var prompts = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var requests = reader
            .ReadAsync(cancellationToken)
            .Select(row =>
            {
                if (row.Job.Prompt is { } prompt)
                {
                    prompts[row.Key] = prompt;
                }

                return row;
            });
        if (!await rows.TakeInAsync(requests, reader.Problems, time))
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

        return prompts;
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
