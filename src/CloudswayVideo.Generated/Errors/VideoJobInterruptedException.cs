namespace CloudswayVideo;

/// <summary>
/// A job was accepted, and then the service refused to say more of it; the inner exception tells why. The job may still
/// be running: put that right and wait again with its id.
/// </summary>
public sealed class VideoJobInterruptedException : VideoJobException
{
    internal VideoJobInterruptedException(string jobId, CloudswayException reason)
        : base($"Job {jobId} was accepted, but waiting for it ended: {reason.Message} It may still be running: wait again with its id.", jobId, null, reason)
    {
    }

    /// <inheritdoc />
    public override bool MayStillBeRunning => true;
}
