using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"wait": waits until a job has ended, and saves nothing.</summary>
internal static class WaitCommand
{
    public static Command Create(Terminal terminal) =>
        EarlierJobCommand.Create(
            "wait",
            "Waits until a job has ended. \"download\" also waits, and then saves the video.",
            terminal,
            (earlier, gateway, arguments, cancellationToken) =>
                new JobRun(earlier.Job, earlier.Entry, gateway, arguments, terminal).WaitAsync(
                    cancellationToken
                ),
            GatewayOptions.Timeout
        );
}
