using System.CommandLine;
using System.Globalization;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"status": asks once how a job stands.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal) =>
        KnownJobCommand.Create(
            "status",
            "Asks once how a job stands.",
            terminal,
            async (known, _, arguments, cancellationToken) =>
            {
                var job = known.Job;
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
                        phase = update.Phase.ToString().ToLowerInvariant(),
                        progress = update.Progress,
                        failureCode = update.FailureCode,
                        failureMessage = update.FailureMessage,
                    }
                );
                return update.Phase == VideoJobPhase.Failed ? ExitCode.Failed : ExitCode.Done;
            }
        );
}
