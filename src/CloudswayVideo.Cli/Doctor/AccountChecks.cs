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
        Finding Found(Verdict verdict, string detail, int exitCode = ExitCode.Done) =>
            new(family.Name, verdict, detail, exitCode);
        try
        {
            var options = gateway.OptionsFor(family);
            options.RequestTimeout = Timeout;
            await family.CreateClient(options, null).GetJob(MissingJob).AskAsync(cancellationToken);
            return Found(
                Verdict.Ok,
                $"key and endpoint path are accepted; key from {gateway.KeySource}"
            );
        }
        catch (CloudswayApiException refused) when (refused.Reason is ErrorReason.NotFound)
        {
            return Found(
                Verdict.Ok,
                $"the key is accepted (from {gateway.KeySource}); the first job will show whether the endpoint "
                    + "path is right"
            );
        }
        catch (CloudswayApiException refused)
            when (refused.Reason is ErrorReason.Authentication or ErrorReason.AccessDenied)
        {
            return Found(
                Verdict.Fail,
                $"the key (from {gateway.KeySource}) is refused: {refused.Message}",
                ExitCode.For(refused)
            );
        }
        catch (CloudswayException failure)
        {
            return Found(Verdict.Warn, failure.Message);
        }
        catch (CommandException missing)
        {
            return Found(
                missing.ExitCode == ExitCode.Usage ? Verdict.Warn : Verdict.Fail,
                missing.Message,
                missing.ExitCode == ExitCode.Usage ? ExitCode.Done : missing.ExitCode
            );
        }
        catch (ArgumentException malformed)
        {
            return Found(Verdict.Fail, malformed.Message, ExitCode.Authentication);
        }
    }
}
