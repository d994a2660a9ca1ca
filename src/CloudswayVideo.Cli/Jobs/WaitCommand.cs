using System.CommandLine;
using CloudswayVideo.Cli.Display;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"wait": waits until a job has ended, and saves nothing.</summary>
internal static class WaitCommand
{
    public static Command Create(Terminal terminal) => JobOptions.Create(
        "wait",
        "Waits until a job has ended. \"download\" does so, too, and then saves the video.",
        (arguments, cancellationToken) => RunAsync(arguments, terminal, cancellationToken),
        GatewayOptions.Timeout);

    private static async Task<int> RunAsync(ParseResult arguments, Terminal terminal, CancellationToken cancellationToken)
    {
        await using var gateway = await Gateway.OpenAsync(arguments, terminal, cancellationToken);
        var job = await KnownJob.FindAsync(arguments, gateway, cancellationToken);
        var run = new JobRun(job, gateway.Resuming(job.Id));
        var video = await ProgressDisplay.RunAsync(terminal, display => run.WaitAsync(display, cancellationToken));
        terminal.Result(arguments, job.Id, new { id = job.Id, width = video.Width, height = video.Height, expiresAt = video.ExpiresAt });
        return ExitCode.Done;
    }
}
