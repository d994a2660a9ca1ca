namespace CloudswayVideo;

/// <summary>
/// The timeout of a wait passed before the job ended. The job may still be running: wait again with GetJob and the id.
/// Do not submit it again.
/// </summary>
public sealed class VideoJobTimeoutException : VideoJobException
{
    internal VideoJobTimeoutException(
        string jobId,
        TimeSpan timeout,
        VideoJobUpdate? lastUpdate,
        Exception? lastFault
    )
        : base(
            $"Job {jobId} had no video after {timeout}; "
                + (
                    lastUpdate is null
                        ? "no status arrived"
                        : $"its last status was {lastUpdate.LoggableStatus}"
                )
                + ". It may still be running: wait again with its id.",
            jobId,
            lastUpdate,
            lastFault
        ) { }

    /// <inheritdoc />
    public override bool MayStillBeRunning => true;

    internal override string OutcomeName => "timed_out";
}
