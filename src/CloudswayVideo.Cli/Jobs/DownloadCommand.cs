using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"download": waits for a job that runs, and saves its video.</summary>
internal static class DownloadCommand
{
    public static Command Create(Terminal terminal) =>
        EarlierJobCommand.Create(
            "download",
            "Saves the video of a job. Waits for it first if the job still runs.",
            terminal,
            (earlier, gateway, arguments, cancellationToken) =>
                new JobRun(earlier.Job, earlier.Entry, gateway, arguments, terminal).DownloadAsync(
                    OutputTarget.FromOptions(arguments),
                    cancellationToken
                ),
            OutputTarget.Option,
            OutputTarget.Overwrite,
            GatewayOptions.Timeout
        );
}
