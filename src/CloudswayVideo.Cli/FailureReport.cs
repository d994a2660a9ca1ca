using System.CommandLine;

namespace CloudswayVideo.Cli;

/// <summary>Tells the user what went wrong and what to do.</summary>
internal static class FailureReport
{
    /// <summary>Prints it, as JSON too if that was asked for.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Terminal terminal, ParseResult? arguments, Exception exception)
    {
        var exitCode = ExitCode.Of(exception);
        var message = Message(exception);
        var details = (exception as CommandException)?.Details ?? [];
        terminal.Say([
            $"cloudsway-video: {message}",
            .. details.Select(detail => $"  {detail}"),
            .. ServiceWords(exception) is { } words
                ? [$"The service says: {words}"]
                : Array.Empty<string>(),
            .. arguments?.GetValue(GeneralOptions.Verbose) == true
                ? exception.ToString().Split('\n')
                : [],
        ]);
        if (arguments?.GetValue(GeneralOptions.Json) == true)
        {
            terminal.Result(
                arguments,
                [],
                new
                {
                    error = message,
                    details = details.Count > 0 ? details : null,
                    exitCode,
                    id = JobId(exception),
                    serviceMessage = ServiceWords(exception),
                }
            );
        }

        return exitCode;
    }

    /// <summary>What the service said, if it did. It may repeat the prompt, which is the user's own, but must not be kept in any file.</summary>
    public static string? ServiceWords(Exception exception) =>
        exception switch
        {
            CloudswayApiException api => api.ServiceMessage,
            VideoJobFailedException failed => failed.FailureMessage,
            CloudswayException { InnerException: { } reason } => ServiceWords(reason),
            _ => null,
        };

    /// <summary>What went wrong, in one line.</summary>
    public static string Message(Exception exception) =>
        exception switch
        {
            OperationCanceledException => "Interrupted.",
            // The name of a parameter means nothing to somebody who gave an option.
            ArgumentException argument => argument.Message.Replace(
                $" (Parameter '{argument.ParamName}')",
                "",
                StringComparison.Ordinal
            ),
            CommandException
            or CloudswayException
            or IOException
            or UnauthorizedAccessException
            or InvalidOperationException => exception.Message,
            _ =>
                $"{exception.GetType().Name}: {exception.Message} This is a fault of the tool; --verbose shows where.",
        };

    private static string? JobId(Exception exception) =>
        exception switch
        {
            VideoJobException job => job.JobId,
            VideoDownloadException download => download.JobId,
            SubmissionOutcomeUnknownException unknown => unknown.JobId,
            _ => null,
        };
}
