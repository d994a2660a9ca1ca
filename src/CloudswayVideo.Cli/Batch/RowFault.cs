namespace CloudswayVideo.Cli.Batch;

/// <summary>What a failure of one row means to it and to the others.</summary>
internal static class RowFault
{
    /// <summary>How a row stands whose submission failed.</summary>
    public static RowState AfterSubmitting(Exception exception) =>
        exception switch
        {
            ArgumentException or CommandException => RowState.Failed,
            CloudswayApiException { NextStep: NextStep.Stop } refused when IsOfRow(refused) =>
                RowState.Failed,
            CloudswayException { IsSafeToResubmit: true }
            or OperationCanceledException
            or IOException
            or UnauthorizedAccessException => RowState.Pending,
            // Nobody knows how far it came.
            _ => RowState.Unknown,
        };

    /// <summary>How a row stands whose job was accepted and has no video yet.</summary>
    public static RowState AfterWaiting(Exception exception) =>
        exception is VideoJobException { NextStep: NextStep.Stop }
            ? RowState.Failed
            : RowState.Accepted;

    /// <summary>Whether other rows would meet the same, so that nothing more is submitted.</summary>
    public static bool StopsBatch(RowState state, Exception exception) =>
        state == RowState.Pending
        || exception
            is CloudswayApiException
            {
                Reason: ErrorReason.Authentication
                    or ErrorReason.AccessDenied
                    or ErrorReason.Balance
                    or ErrorReason.Quota
            };

    // The same row would be refused again, and another one perhaps not.
    private static bool IsOfRow(CloudswayApiException refused) =>
        refused.Reason
            is ErrorReason.Moderation
                or ErrorReason.InvalidRequest
                or ErrorReason.Unknown;
}
