namespace CloudswayVideo.Cli;

/// <summary>The exit codes of the process.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Usage = 2;
    public const int Authentication = 3;
    public const int Timeout = 4;
    public const int OutcomeUnknown = 5;
    public const int Interrupted = 130;

    public const string Help = """
        Exit codes:
          0    done
          1    the job failed, or something else did
          2    wrong usage; nothing was submitted
          3    the access key is missing or was refused
          4    the time to wait is over; the job may still run
          5    a job was sent and may have been accepted: check the account
          130  interrupted
        """;

    public static int For(Exception exception) =>
        exception switch
        {
            CommandException command => command.ExitCode,
            SubmissionOutcomeUnknownException => OutcomeUnknown,
            OperationCanceledException => Interrupted,
            ArgumentException => Usage,
            CloudswayApiException { Reason: ErrorReason.Authentication } => Authentication,
            VideoJobTimeoutException => Timeout,
            VideoJobInterruptedException { InnerException: { } reason } => For(reason),
            _ => Failed,
        };
}
