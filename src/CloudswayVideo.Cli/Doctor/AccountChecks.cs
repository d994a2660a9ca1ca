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
            await family.CreateClient(options).GetJob(MissingJob).AskAsync(cancellationToken);
            return Finding.Ok(
                family.Name,
                $"key and endpoint path are accepted; key from {gateway.KeySource}"
            );
        }
        catch (Exception exception)
            when (exception is CloudswayException or CommandException or ArgumentException)
        {
            return After(exception, family.Name, gateway.KeySource);
        }
    }

    private static Finding After(Exception exception, string family, string keySource)
    {
        var message = FailureReport.Message(exception);
        return exception switch
        {
            CloudswayApiException { Reason: ErrorReason.NotFound } => Finding.Ok(
                family,
                $"the key is accepted (from {keySource}); the first job will show whether the endpoint path is right"
            ),
            CloudswayApiException
            {
                Reason: ErrorReason.Authentication or ErrorReason.AccessDenied
            } => Finding.Fail(
                family,
                $"the key (from {keySource}) is refused: {message}",
                ExitCode.For(exception)
            ),
            CloudswayException or CommandException { ExitCode: ExitCode.Usage } => Finding.Warn(
                family,
                message
            ),
            CommandException => Finding.Fail(family, message, ExitCode.For(exception)),
            _ => Finding.Fail(family, message, ExitCode.Authentication),
        };
    }
}
