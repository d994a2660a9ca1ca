using System.CommandLine;
using CloudswayVideo.Cli.Display;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Prints what a run of a batch will do or did.</summary>
internal static class BatchReport
{
    private static readonly int[] WorstFirst =
    [
        ExitCode.Authentication,
        ExitCode.OutcomeUnknown,
        ExitCode.Failed,
        ExitCode.Usage,
        ExitCode.Timeout,
    ];

    /// <summary>Prints what a run would submit.</summary>
    public static int PrintDryRun(BatchSummary summary, CommandRun run)
    {
        var rows = summary.Pending.ToList();
        run.Result(
            rows.Select(row =>
                    $"row {row.Number}: {row.Command}, endpoint {row.Endpoint}, key {row.Key}"
                )
                .Concat(summary.Lines()),
            new
            {
                toSubmit = rows.Select(row => new
                {
                    row = row.Number,
                    key = row.Key,
                    command = row.Command,
                    endpoint = row.Endpoint,
                }),
            }
        );
        return ExitCode.Done;
    }

    /// <summary>A message about saved rows whose file is gone; nothing if there are none.</summary>
    public static IEnumerable<string> LostFiles(IReadOnlyList<BatchVideo> rows) =>
        rows.Count == 0
            ? []
            :
            [
                $"The folder lacks the video of {Plural.Count(rows.Count, "saved row")}: "
                    + $"{BatchSummary.Numbers(rows)}. It is fetched again from the job; nothing is paid.",
            ];

    public static void SayHowToContinue(BatchSummary summary, Terminal terminal)
    {
        if (summary.Unknown is { } unknown)
        {
            terminal.Say(unknown);
        }

        if (summary.Count(QueuedVideoState.Failed) is > 0 and var failed)
        {
            terminal.Say(
                $"{Plural.Count(failed, "row")} failed. Correct the file, or submit failed rows unchanged with "
                    + $"{BatchOptions.RetryFailed.Name}: each is a new paid job."
            );
        }

        var (pending, accepted) = (
            summary.Count(QueuedVideoState.Waiting),
            summary.Count(QueuedVideoState.Accepted)
        );
        if (pending + accepted > 0)
        {
            terminal.Say(
                $"Not yet submitted: {Plural.Count(pending, "row")}; accepted and not saved: {accepted}. "
                    + "Run the same command again: it fetches accepted jobs by their ids and submits nothing twice."
            );
        }
    }

    /// <summary>Prints the result, and returns the exit code.</summary>
    public static int PrintResult(
        BatchRun batch,
        BatchSummary summary,
        IReadOnlyList<string> problems,
        string folder,
        CommandRun run
    )
    {
        var results = Path.Combine(folder, BatchResults.FileName);
        var gallery = Path.Combine(folder, BatchResults.GalleryName);
        // A row has a problem now if, for example, its image was deleted after the check.
        run.Terminal.Say(problems);
        int?[] codes =
        [
            .. batch.ExitCodes,
            problems.Count > 0 ? ExitCode.Usage : null,
            summary.Count(QueuedVideoState.Ambiguous) > 0 ? ExitCode.OutcomeUnknown : null,
            summary.Count(QueuedVideoState.Failed) > 0 ? ExitCode.Failed : null,
        ];
        var exitCode = WorstFirst.FirstOrDefault(code => codes.Contains(code), ExitCode.Done);
        var states = Enum.GetValues<QueuedVideoState>()
            .Where(state => summary.Count(state) > 0)
            .ToDictionary(BatchSummary.Word, summary.Count);
        if (batch.StopReason is { } reason)
        {
            run.Terminal.Say(
                $"cloudsway-video: Nothing more was submitted. {FailureReport.Message(reason)}"
            );
        }

        run.Result(
            [
                string.Join(", ", states.Select(state => $"{state.Value} {state.Key}")),
                results,
                gallery,
            ],
            new
            {
                states,
                results,
                gallery,
                exitCode,
            }
        );
        return exitCode;
    }
}
