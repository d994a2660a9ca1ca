using System.CommandLine;
using CloudswayVideo.Cli.Display;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"download": waits for a job, if it has not ended, and saves its video.</summary>
internal static class DownloadCommand
{
    public static Command Create(Terminal terminal) => JobOptions.Create(
        "download",
        "Saves the video of a job, and waits for it first if need be.",
        (arguments, cancellationToken) => RunAsync(arguments, terminal, cancellationToken),
        JobOptions.Out,
        GatewayOptions.Timeout);

    private static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var job = await KnownJob.FindAsync(arguments, gateway, cancellationToken);
        var target = new OutputTarget(arguments.GetValue(JobOptions.Out));
        var run = new JobRun(job, gateway.Resuming(job.Id));
        var saved = await ProgressDisplay.RunAsync(terminal, display => run.DownloadAsync(target, display, cancellationToken));
        terminal.Result(arguments, saved.File, saved);
        return ExitCode.Done;
    }
}
