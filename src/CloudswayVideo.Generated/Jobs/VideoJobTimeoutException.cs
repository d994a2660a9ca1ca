namespace CloudswayVideo;

/// <summary>
/// The time to wait is over; the job is not. Wait again with its id: nothing has to be submitted anew.
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
            $"Job {jobId} had no video after {timeout}; its last status was "
                + $"{lastUpdate?.ShownStatus ?? "never heard"}. It may still be running: wait again with "
                + "its id.",
            jobId,
            lastUpdate,
            lastFault
        ) { }

    /// <inheritdoc />
    public override bool MayStillBeRunning => true;

    internal override string OutcomeName => "timed_out";
}
