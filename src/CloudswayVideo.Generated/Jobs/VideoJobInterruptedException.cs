namespace CloudswayVideo;

/// <summary>
/// A job was accepted, but the wait for it ended early: a question failed, and asking again would not help, or the
/// application failed, for example its onSubmitted. The inner exception is the cause. The job may still be running:
/// correct the cause, then wait again with GetJob and the id.
/// </summary>
public sealed class VideoJobInterruptedException : VideoJobException
{
    internal VideoJobInterruptedException(VideoJob job, Exception reason)
        : base(
            $"Job {job.Id} was accepted, but waiting for it ended: {Describe(reason)} It may still be "
                + "running: wait again with its id.",
            job.Id,
            job.LastUpdate,
            reason
        ) { }

    /// <inheritdoc />
    public override bool MayStillBeRunning => true;

    // Messages of other libraries may contain secrets.
    private static string Describe(Exception reason) =>
        reason is CloudswayException
            ? reason.Message
            : $"{reason.GetType().Name}, see the inner exception.";
}
