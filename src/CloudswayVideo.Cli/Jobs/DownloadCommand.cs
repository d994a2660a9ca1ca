using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"download": waits for a job, if it has not ended, and saves its video.</summary>
internal static class DownloadCommand
{
    public static Command Create(Terminal terminal) =>
        KnownJobCommand.Create(
            "download",
            "Saves the video of a job, and waits for it first if need be.",
            terminal,
            (known, gateway, arguments, cancellationToken) =>
                new JobRun(known.Job, known.Entry, gateway, arguments, terminal).DownloadAsync(
                    OutputTarget.Of(arguments),
                    cancellationToken
                ),
            OutputTarget.Option,
            OutputTarget.Overwrite,
            GatewayOptions.Timeout
        );
}
