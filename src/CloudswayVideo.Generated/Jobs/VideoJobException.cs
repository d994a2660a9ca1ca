namespace CloudswayVideo;

/// <summary>Base of the exceptions for accepted jobs whose wait ended without a video.</summary>
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

    /// <summary>The id of the job, for GetJob.</summary>
    public string JobId { get; }

    /// <summary>The last update of the job, with its raw reply; null if the service never answered.</summary>
    public VideoJobUpdate? LastUpdate { get; }

    /// <inheritdoc />
    public override NextStep NextStep => NextStep.AskLater;

    /// <summary>Whether the job may still be running. It is then paid for, and its video may still come.</summary>
    public virtual bool MayStillBeRunning => false;
}
