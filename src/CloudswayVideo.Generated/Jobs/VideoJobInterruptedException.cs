namespace CloudswayVideo;

/// <summary>
/// A job was accepted, and then waiting for it ended early, because the service refused to say more of it or something
/// on this side failed; the inner exception tells why. The job may still be running: put that right and wait again
/// with its id.
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

    // Only messages of this library are known to hold no secret.
    private static string Describe(Exception reason) =>
        reason is CloudswayException
            ? reason.Message
            : $"{reason.GetType().Name}, see the inner exception.";
}
