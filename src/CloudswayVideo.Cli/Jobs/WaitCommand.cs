using System.CommandLine;

namespace CloudswayVideo.Cli.Jobs;

/// <summary>"wait": waits until a job has ended, and saves nothing.</summary>
internal static class WaitCommand
{
    public static Command Create(Terminal terminal) =>
        KnownJobCommand.Create(
            "wait",
            "Waits until a job has ended. \"download\" does so, too, and then saves the video.",
            terminal,
            (known, gateway, arguments, cancellationToken) =>
                new JobRun(known.Job, known.Entry, gateway, arguments, terminal).WaitAsync(
                    cancellationToken
                ),
            GatewayOptions.Timeout
        );
}
