namespace CloudswayVideo.Cli.Batch;

/// <summary>What a failure of one row means to it and to the others.</summary>
internal static class RowFault
{
    /// <summary>Whether the row itself was refused, so that it would be again.</summary>
    public static bool IsRefusal(Exception exception) =>
        exception
            is ArgumentException
                or CommandException
                or CloudswayApiException
                {
                    Reason: ErrorReason.Moderation
                        or ErrorReason.InvalidRequest
                        or ErrorReason.Unknown
                };

    /// <summary>Whether a submission that was certainly not accepted is worth another one in a while.</summary>
    public static bool MayPass(Exception exception) =>
        exception
            is CloudswayConnectionException
                or CloudswayApiException
                {
                    Reason: ErrorReason.RateLimited or ErrorReason.ServiceFault
                };

    /// <summary>Whether the account, and so every other row, would meet the same.</summary>
    public static bool IsOfAccount(Exception exception) =>
        exception
            is CloudswayApiException
            {
                Reason: ErrorReason.Authentication
                    or ErrorReason.AccessDenied
                    or ErrorReason.Balance
                    or ErrorReason.Quota
            };

    /// <summary>The reason in a word.</summary>
    public static string Code(Exception exception)
    {
        var name = exception switch
        {
            CloudswayApiException api => api.Reason.ToString(),
            VideoJobFailedException { Reason: not ErrorReason.Unknown } job =>
                job.Reason.ToString(),
            VideoJobFailedException => "JobFailed",
            VideoJobTimeoutException => "Timeout",
            VideoWithoutOutputException => "WithoutOutput",
            VideoDownloadException => "Download",
            CloudswayConnectionException => "Connection",
            _ => nameof(ErrorReason.InvalidRequest),
        };
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}
