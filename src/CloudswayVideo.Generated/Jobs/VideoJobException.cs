namespace CloudswayVideo;

/// <summary>A job was accepted, and waiting for its video ended without one.</summary>
public abstract class VideoJobException : CloudswayException
{
    private protected VideoJobException(
        string message,
        string jobId,
        VideoJobUpdate? lastUpdate,
        Exception? innerException = null
    )
        : base(message, innerException)
    {
        JobId = jobId;
        LastUpdate = lastUpdate;
    }

    /// <summary>The id of the job, which can be asked about again.</summary>
    public string JobId { get; }

    /// <summary>The last update of the job, with the raw reply; null if the service never answered.</summary>
    public VideoJobUpdate? LastUpdate { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.AskLater;

    /// <summary>Whether the service may still be working on the job, and may still charge for it.</summary>
    public virtual bool MayStillBeRunning => false;
}
