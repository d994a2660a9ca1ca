using System.CommandLine;
using System.CommandLine.Invocation;
using CloudswayVideo.Cli.Jobs;

namespace CloudswayVideo.Cli;

/// <summary>Runs the tool: arguments in, exit code out.</summary>
internal static class CommandLine
{
    // Longer than a submission is given to come back with its id after Ctrl-C.
    private static readonly TimeSpan TerminationTimeout =
        JobSubmission.Grace + TimeSpan.FromSeconds(5);

    public static async Task<int> RunAsync(Terminal terminal, params string[] arguments)
    {
        var root = await CommandTree.CreateAsync(terminal, CancellationToken.None);
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        var configuration = new InvocationConfiguration
        {
            Output = terminal.Out,
            Error = terminal.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TerminationTimeout,
        };
        if (parsed.Action is ParseErrorAction errors)
        {
            errors.ShowHelp = false;
            configuration.Output = terminal.Error;
            await parsed.InvokeAsync(configuration);
            terminal.Result(
                parsed,
                text: null,
                new
                {
                    error = string.Join(' ', parsed.Errors.Select(error => error.Message)),
                    exitCode = ExitCode.Usage,
                }
            );
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(configuration);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return Tell(terminal, parsed, exception);
        }
    }

    private static int Tell(Terminal terminal, ParseResult parsed, Exception exception)
    {
        var exitCode = ExitCode.Of(exception);
        var message = Message(exception);
        terminal.Error.WriteLine($"cloudsway-video: {message}");
        if (ServiceWords(exception) is { } words)
        {
            terminal.Error.WriteLine(words);
        }

        if (parsed.GetValue(GeneralOptions.Verbose))
        {
            terminal.Error.WriteLine(exception);
        }

        var id =
            (exception as VideoJobException)?.JobId
            ?? (exception as VideoDownloadException)?.JobId
            ?? (exception as SubmissionOutcomeUnknownException)?.JobId;
        terminal.Result(
            parsed,
            text: null,
            new
            {
                error = message,
                exitCode,
                id,
            }
        );
        return exitCode;
    }

    /// <summary>What the service said, if it did. It may repeat the prompt, which is the user's own, but is not to stay in any file.</summary>
    public static string? ServiceWords(Exception exception) =>
        exception switch
        {
            CloudswayApiException { ServiceMessage: { } words } => $"The service says: {words}",
            VideoJobFailedException { FailureMessage: { } words } => $"The service says: {words}",
            VideoJobInterruptedException { InnerException: { } reason } => ServiceWords(reason),
            _ => null,
        };

    /// <summary>What a user is told of it.</summary>
    public static string Message(Exception exception) =>
        exception switch
        {
            OperationCanceledException
            {
                InnerException: SubmissionOutcomeUnknownException unknown
            } => unknown.Message,
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
}
