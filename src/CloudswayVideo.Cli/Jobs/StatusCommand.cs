using System.CommandLine;
using System.Globalization;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"status": asks once for the state of a job.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal) =>
        EarlierJobCommand.Create(
            "status",
            "Asks once for the state of a job.",
            terminal,
            async (earlier, _, arguments, cancellationToken) =>
            {
                var job = earlier.Job;
                var update = await job.AskAsync(cancellationToken);
                var progress = update.Progress is { } done
                    ? string.Create(CultureInfo.InvariantCulture, $" {done:P0}")
                    : "";
                terminal.Result(
                    arguments,
                    $"{update.Status}{progress}",
                    new
                    {
                        id = job.Id,
                        status = update.Status,
                        phase = update.Phase,
                        progress = update.Progress,
                        failureCode = update.FailureCode,
                        failureMessage = update.FailureMessage,
                    }
                );
                return update.Phase == VideoJobPhase.Failed ? ExitCode.Failed : ExitCode.Done;
            }
        );
}
