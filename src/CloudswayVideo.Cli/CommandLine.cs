using System.CommandLine;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Runtime.InteropServices;
using CloudswayVideo.Cli.Jobs;
using CloudswayVideo.Cli.Usage;

namespace CloudswayVideo.Cli;

/// <summary>Runs the tool: arguments in, exit code out.</summary>
internal static class CommandLine
{
    // A submission gets its grace period for the answer after Ctrl-C, and some time to write the id.
    private static readonly TimeSpan TerminationTimeout =
        JobSubmission.Grace + TimeSpan.FromSeconds(5);

    private static readonly ParserConfiguration Parsing = new()
    {
        // A prompt may begin with "@".
        ResponseFileTokenReplacer = null,
        // "-yolo" is a mistake, not "-y".
        EnablePosixBundling = false,
    };

    public static async Task<int> RunAsync(Terminal terminal, params string[] arguments)
    {
        // Otherwise the parser would use the language of the machine, while all other messages are English.
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        ParseResult? parsed = null;
        try
        {
            if (arguments is ["help", .. var command])
            {
                arguments = [.. command, "--help"];
            }

            var root = await CommandTree.CreateAsync(terminal, arguments, CancellationToken.None);
            parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments, Parsing);
            var mistakes = UsageErrors.Find(parsed);
            return mistakes.Count == 0
                ? await InvokeAsync(parsed, terminal)
                : throw new CommandException(mistakes[0]) { Details = [.. mistakes.Skip(1)] };
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return FailureReport.Print(terminal, parsed, exception);
        }
    }

    // The parser listens for signals only after the first wait of a command, when a job may be on its way. A terminal
    // that closes ends the tool as the other signals do, so that a running submission still gets its id.
    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal)
    {
        // Not disposed: a handler of a signal may still run when the command has ended.
        var interruption = new CancellationTokenSource();
        using var interrupt = Cancelling(PosixSignal.SIGINT, interruption);
        using var termination = Cancelling(PosixSignal.SIGTERM, interruption);
        using var hangUp = IsHangUpIgnored() ? null : Cancelling(PosixSignal.SIGHUP, interruption);
        return await parsed.InvokeAsync(
            new Terminal.Invocation(terminal)
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            },
            interruption.Token
        );
    }

    private static PosixSignalRegistration Cancelling(
        PosixSignal signal,
        CancellationTokenSource interruption
    ) =>
        PosixSignalRegistration.Create(
            signal,
            context =>
            {
                context.Cancel = true;
                interruption.Cancel();
            }
        );

    // Whether the process was started to ignore the signal of a closed terminal, as nohup does. A handler would undo
    // that. Only Linux tells, in hexadecimal. SIGHUP is signal 1, the lowest bit: its number is odd.
    private static bool IsHangUpIgnored()
    {
        try
        {
            return OperatingSystem.IsLinux()
                && File.ReadLines("/proc/self/status")
                    .Any(line =>
                        line.StartsWith("SigIgn:", StringComparison.Ordinal)
                        && "13579bdf".Contains(line[^1], StringComparison.Ordinal)
                    );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
