using System.CommandLine;
using System.Globalization;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"status": asks once how a job stands.</summary>
internal static class StatusCommand
{
    public static Command Create(Terminal terminal) =>
        JobOptions.Create("status", "Asks once how a job stands.", (arguments, cancellationToken) => RunAsync(arguments, terminal, cancellationToken));

    private static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var job = await KnownJob.FindAsync(arguments, gateway, cancellationToken);
        var update = await job.AskAsync(cancellationToken);
        var progress = update.Progress is { } done ? string.Create(CultureInfo.InvariantCulture, $" {done:P0}") : "";
        terminal.Result(arguments, $"{update.Status}{progress}", new
        {
            id = job.Id,
            status = update.Status,
            phase = update.Phase.ToString().ToLowerInvariant(),
            progress = update.Progress,
            failureCode = update.FailureCode,
            failureMessage = update.FailureMessage,
        });
        return update.Phase == VideoJobPhase.Failed ? ExitCode.Failed : ExitCode.Done;
    }
}
