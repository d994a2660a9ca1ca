using System.CommandLine;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli.Batch;

/// <summary>Tells what a batch came to.</summary>
internal static class BatchOutcome
{
    private static readonly int[] WorstFirst =
    [
        ExitCode.Authentication,
        ExitCode.OutcomeUnknown,
        ExitCode.Failed,
        ExitCode.Usage,
        ExitCode.Timeout,
    ];

    /// <summary>Lists what a run would submit.</summary>
    public static int List(BatchSummary summary, ParseResult arguments, Terminal terminal)
    {
        var rows = summary.Pending.ToList();
        terminal.Result(
            arguments,
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

    public static void SayHowToGoOn(BatchSummary summary, Terminal terminal)
    {
        if (summary.Unknown is { } unknown)
        {
            terminal.Say(unknown);
        }

        if (summary.Count(QueuedVideoState.Failed) is > 0 and var failed)
        {
            terminal.Say(
                $"{failed} rows failed. Correct them in the file, or submit them unchanged with "
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
                $"{pending} rows are to submit, {accepted} were accepted and are not saved. The same "
                    + "command goes on: it fetches those by their ids and submits nothing twice."
            );
        }
    }

    /// <summary>Prints the result.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(
        BatchRun run,
        BatchSummary summary,
        string folder,
        ParseResult arguments,
        Terminal terminal
    )
    {
        var results = Path.Combine(folder, BatchResults.FileName);
        var gallery = Path.Combine(folder, BatchGallery.FileName);
        var exitCode = WorstFirst.FirstOrDefault(Codes(run, summary).Contains, ExitCode.Done);
        var states = Enum.GetValues<QueuedVideoState>()
            .Where(state => summary.Count(state) > 0)
            .ToDictionary(BatchSummary.Word, summary.Count);
        if (run.Obstacle is { } obstacle)
        {
            terminal.Say(
                $"cloudsway-video: Nothing more was submitted. {FailureReport.Message(obstacle)}"
            );
        }

        terminal.Result(
            arguments,
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

    private static HashSet<int> Codes(BatchRun run, BatchSummary summary)
    {
        var codes = run.ExitCodes.ToHashSet();
        if (summary.Count(QueuedVideoState.Ambiguous) > 0)
        {
            codes.Add(ExitCode.OutcomeUnknown);
        }

        if (summary.Count(QueuedVideoState.Failed) > 0)
        {
            codes.Add(ExitCode.Failed);
        }

        return codes;
    }
}
