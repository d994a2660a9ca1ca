using System.CommandLine;
using System.CommandLine.Parsing;

namespace CloudswayVideo.Cli.Batch;

/// <summary>The arguments of "batch".</summary>
internal static class BatchOptions
{
    public static readonly Argument<string> File = new("file")
    {
        Description =
            "The jobs: JSON objects, one on each line (.jsonl) or in an array (.json), or a table with a "
            + "header (.csv). Columns are command (such as \"hailuo text-to-video\"), the fields of its "
            + "request and, optionally, id and endpoint.",
    };

    public static readonly Option<string> Out = new("--out")
    {
        Description =
            "The folder for the videos, the results and the journal, from which the same command continues.",
        HelpName = "folder",
        Required = true,
    };
    public static readonly Option<int> Concurrency = Counting(
        "--concurrency",
        "How many jobs run at the same time, from 1 to 1000.",
        maximum: 1000,
        byDefault: 4
    );
    public static readonly Option<int> Limit = Counting(
        "--limit",
        "How many jobs to submit at most in this run; by default all.",
        maximum: int.MaxValue
    );
    public static readonly Option<int> RequestsPerMinute = Counting(
        "--requests-per-minute",
        "How many requests to send to the gateway in any minute, submissions and questions together, from 1 to "
            + "10000; by default without a limit. Waiting for a request's turn counts towards --timeout.",
        maximum: 10_000
    );
    public static readonly Option<bool> ResubmitUnknown = new("--resubmit-unknown")
    {
        Description =
            "Submit rows again that may have been accepted: such a job may be paid for twice. Check the account first.",
    };
    public static readonly Option<bool> RetryFailed = new("--retry-failed")
    {
        Description = "Submit failed rows again, unchanged, as new paid jobs.",
    };
    public static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Check the file, list what would be submitted, and send nothing.",
    };

    private static Option<int> Counting(
        string name,
        string description,
        int maximum,
        int? byDefault = null
    )
    {
        var option = new Option<int>(name) { Description = description, HelpName = "number" };
        if (byDefault is { } value)
        {
            option.DefaultValueFactory = _ => value;
        }

        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var text }]
                && (!int.TryParse(text, out var count) || count < 1 || count > maximum)
            )
            {
                result.AddError($"{name} is \"{text}\"; give a number from 1 to {maximum}.");
            }
        });
        return option;
    }
}
