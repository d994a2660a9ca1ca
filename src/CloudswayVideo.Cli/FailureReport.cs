using System.CommandLine;
using CloudswayVideo.Queue;

namespace CloudswayVideo.Cli;

/// <summary>Tells the user what went wrong and what to do, with the names that the tool uses.</summary>
internal static class FailureReport
{
    // A table may have the same mistake in thousands of rows, and the first lines matter most.
    private const int ShownDetails = 50;

    /// <summary>
    /// Prints the failure on standard error and, with --json, on standard output as JSON. Returns the exit code.
    /// </summary>
    public static int Print(Terminal terminal, ParseResult? arguments, Exception exception)
    {
        var exitCode = ExitCode.For(exception);
        // A contract may have several findings, one on each line.
        var lines = Message(exception).Split(Environment.NewLine);
        var message = lines[0];
        var words = ServiceWords(exception);
        var advice = Advice(exception);
        var details = (exception as CommandException)?.Details ?? lines[1..];
        var isVerbose = arguments?.GetValue(GeneralOptions.Verbose) == true;
        IEnumerable<string?> shown =
        [
            $"cloudsway-video: {message}",
            .. details.Take(ShownDetails).Select(detail => $"  {detail}"),
            details.Count > ShownDetails
                ? $"  … and {details.Count - ShownDetails} more; --json lists all."
                : null,
            exception is SubmissionOutcomeUnknownException { JobId: { } id }
                ? $"What may be its id: {id}"
                : null,
            words is null ? null : $"The service says: {words}",
            advice,
            .. isVerbose ? exception.ToString().Split('\n') : [],
        ];
        terminal.Say(shown.OfType<string>());
        if (arguments?.GetValue(GeneralOptions.Json) == true)
        {
            var json = new
            {
                error = message,
                details = details.Count > 0 ? details : null,
                exitCode,
                category = exitCode == ExitCode.Usage ? null : Category(exception),
                id = JobId(exception),
                serviceMessage = words,
                nextStep = advice,
            };
            PrintJson(terminal, json);
        }

        return exitCode;
    }

    // Standard output may be what failed, such as a file on a full disk. Standard error has the message already.
    private static void PrintJson(Terminal terminal, object json)
    {
        try
        {
            terminal.PrintJson(json);
        }
        catch (IOException) { }
    }

    /// <summary>
    /// The service's own message, if there is one. It may contain the prompt, so it may be shown but not kept in a
    /// file.
    /// </summary>
    public static string? ServiceWords(Exception exception) =>
        exception switch
        {
            CloudswayApiException api => api.ServiceMessage,
            VideoJobFailedException failed => failed.FailureMessage,
            SubmissionOutcomeUnknownException { Reply: { } reply } => ServiceWords(reply),
            CloudswayException { InnerException: { } reason } => ServiceWords(reason),
            _ => null,
        };

    /// <summary>What went wrong, in one line.</summary>
    public static string Message(Exception exception) =>
        exception switch
        {
            OperationCanceledException => "Interrupted.",
            ArgumentException or CloudswayException => LibraryWords.Replace(exception.Message),
            CommandException
            or IOException
            or UnauthorizedAccessException
            or VideoJournalException
            or InvalidOperationException => exception.Message,
            _ =>
                $"{exception.GetType().Name}: {exception.Message} This is an error in the tool; --verbose shows where.",
        };

    /// <summary>The kind of failure in one word, for programs and lists.</summary>
    public static string Category(Exception exception)
    {
        var name = exception switch
        {
            CloudswayApiException api => api.Reason.ToString(),
            VideoJobFailedException { Reason: not ErrorReason.Unknown } job =>
                job.Reason.ToString(),
            VideoJobFailedException => "JobFailed",
            VideoJobTimeoutException => "Timeout",
            VideoWithoutOutputException => "WithoutOutput",
            VideoJobInterruptedException { InnerException: { } reason } => Category(reason),
            VideoDownloadException => "Download",
            CloudswayConnectionException => "Connection",
            SubmissionOutcomeUnknownException => "NoAnswer",
            OperationCanceledException => "Interrupted",
            CommandException { ExitCode: ExitCode.Authentication } => "Authentication",
            IOException or UnauthorizedAccessException => "File",
            ArgumentException or CommandException => nameof(ErrorReason.InvalidRequest),
            _ => "Fault",
        };
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>What to do about the failure, if the message does not say that.</summary>
    private static string? Advice(Exception exception) =>
        (exception, ReasonOf(exception)) switch
        {
            (SubmissionOutcomeUnknownException, _) =>
                "Look at the account and at \"cloudsway-video jobs\" before you submit the job again: it may be "
                    + "paid for already.",
            (VideoJournalException, _) =>
                "Correct that, then run the same command again. \"cloudsway-video jobs\" also lists the ids of "
                    + "accepted jobs.",
            (_, ErrorReason.Authentication) =>
                "Check the access key; \"cloudsway-video doctor\" shows where it comes from and whether it is "
                    + "accepted.",
            (_, ErrorReason.AccessDenied) =>
                "Check with Cloudsway what the account, its plan and this machine's address are allowed to do.",
            (_, ErrorReason.Balance) => "Top up the account, then run the same command again.",
            (_, ErrorReason.Quota) =>
                "Wait until the quota is renewed, or raise it with Cloudsway, then run the same command again.",
            (_, ErrorReason.Moderation) =>
                "Change the prompt or the image; the same request would be rejected again.",
            (CloudswayException { IsSafeToResubmit: true }, ErrorReason.NotFound) =>
                "Nothing was accepted. Check --endpoint and --base-url; the endpoint path is the segment that "
                    + "Cloudsway issued for one model.",
            (_, ErrorReason.NotFound) =>
                "Check the job id, --family and --endpoint; the endpoint path is the segment that "
                    + "Cloudsway issued for one model.",
            (CloudswayException { NextStep: NextStep.Repeat }, _) =>
                "Nothing was accepted. Run the same command again later.",
            _ => null,
        };

    private static ErrorReason ReasonOf(Exception exception) =>
        exception switch
        {
            CloudswayApiException api => api.Reason,
            VideoJobFailedException failed => failed.Reason,
            VideoJobInterruptedException { InnerException: { } reason } => ReasonOf(reason),
            _ => ErrorReason.Unknown,
        };

    private static string? JobId(Exception exception) =>
        exception switch
        {
            VideoJobException job => job.JobId,
            VideoDownloadException download => download.JobId,
            VideoJobCanceledException canceled => canceled.JobId,
            SubmissionOutcomeUnknownException unknown => unknown.JobId,
            _ => null,
        };
}
