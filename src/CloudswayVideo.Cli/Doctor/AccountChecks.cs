namespace CloudswayVideo.Cli.Doctor;

/// <summary>
/// Checks the key and the endpoint of a family with a question about a job that does not exist, which costs nothing.
/// The gateway checks the key before it looks for the job.
/// </summary>
internal static class AccountChecks
{
    private const string MissingJob = "doctor-0";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(15);

    public static async Task<Finding> RunAsync(
        Gateway gateway,
        Family family,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var options = gateway.OptionsFor(family);
            options.RequestTimeout = Timeout;
            await family.CreateClient(options, null).GetJob(MissingJob).AskAsync(cancellationToken);
            return new Finding(
                family.Name,
                Verdict.Ok,
                $"key and endpoint path are accepted; key from {gateway.KeySource}"
            );
        }
        catch (Exception exception)
            when (exception is CloudswayException or CommandException or ArgumentException)
        {
            var (verdict, detail, exitCode) = After(exception, gateway.KeySource);
            return new Finding(family.Name, verdict, detail, exitCode);
        }
    }

    private static (Verdict, string, int) After(Exception exception, string keySource)
    {
        var message = FailureReport.Message(exception);
        return exception switch
        {
            CloudswayApiException { Reason: ErrorReason.NotFound } => (
                Verdict.Ok,
                $"the key is accepted (from {keySource}); the first job will show whether the endpoint path is right",
                ExitCode.Done
            ),
            CloudswayApiException
            {
                Reason: ErrorReason.Authentication or ErrorReason.AccessDenied
            } => (
                Verdict.Fail,
                $"the key (from {keySource}) is refused: {message}",
                ExitCode.For(exception)
            ),
            CloudswayException or CommandException { ExitCode: ExitCode.Usage } => (
                Verdict.Warn,
                message,
                ExitCode.Done
            ),
            CommandException => (Verdict.Fail, message, ExitCode.For(exception)),
            _ => (Verdict.Fail, message, ExitCode.Authentication),
        };
    }
}
