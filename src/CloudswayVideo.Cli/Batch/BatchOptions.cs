using System.CommandLine;
using System.CommandLine.Parsing;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The arguments of "batch".</summary>
internal static class BatchOptions
{
    public static readonly Argument<string> File = new("jobs")
    {
        Description =
            "The jobs: a .jsonl file with one JSON object a line, or a .csv file with a header. "
            + "Columns are command (such as \"hailuo text-to-video\"), the fields of its request, and, "
            + "if you like, id and endpoint.",
    };

    public static readonly Option<string> Out = new("--out")
    {
        Description =
            "The folder of the videos, the results and the journal by which the same command goes on.",
        HelpName = "folder",
        Required = true,
    };
    public static readonly Option<int> Concurrency = Counting(
        new("--concurrency")
        {
            Description = "How many jobs run at a time, from 1 to 1000.",
            DefaultValueFactory = _ => 4,
        },
        1000
    );
    public static readonly Option<int> Limit = Counting(
        new("--limit")
        {
            Description = "How many jobs to submit at the most in this run; by default all.",
            DefaultValueFactory = _ => int.MaxValue,
        },
        int.MaxValue
    );
    public static readonly Option<int> RequestsPerMinute = Counting(
        new("--requests-per-minute")
        {
            Description =
                "How many requests to send to the gateway in any minute, submissions and questions "
                + "together, from 1 to 10000; by default without a limit. Who has to wait for a place "
                + "is waited for no longer than --timeout.",
        },
        10_000
    );
    public static readonly Option<bool> ResubmitUnknown = new("--resubmit-unknown")
    {
        Description =
            "Submit again what may have been accepted: such a job may be paid twice. Check the account first.",
    };
    public static readonly Option<bool> RetryFailed = new("--retry-failed")
    {
        Description =
            "Submit rows again that failed, unchanged, as new jobs that are paid for again.",
    };
    public static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Check the file, list what would be submitted, and send nothing.",
    };

    private static Option<int> Counting(Option<int> option, int maximum)
    {
        option.HelpName = "number";
        option.Validators.Add(result =>
        {
            if (
                result.Tokens.Count == 1
                && (
                    !int.TryParse(result.Tokens[0].Value, out var count)
                    || count < 1
                    || count > maximum
                )
            )
            {
                result.AddError(
                    $"{option.Name} is \"{result.Tokens[0].Value}\"; give a number from 1 to {maximum}."
                );
            }
        });
        return option;
    }
}
